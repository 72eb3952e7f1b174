package io.qklm.kg.follow;

import io.qklm.kg.KnowledgeUpdate;
import java.util.List;

/** What the page of an item says now. */
sealed interface ItemPage {

  /** Updates that make the knowledge say the same; of one that leads to another, both. */
  record Says(List<KnowledgeUpdate> updates) implements ItemPage {}

  /** Nothing that would be known: too few pages speak of it, or it has no label. */
  record LeftOut() implements ItemPage {}

  /** Nothing that can be read. */
  record Unusable(String reason) implements ItemPage {}
}
