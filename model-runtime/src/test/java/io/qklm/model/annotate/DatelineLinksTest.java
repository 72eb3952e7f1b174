package io.qklm.model.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.SegmentedText;
import io.qklm.document.SentenceSplitter;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.linking.WeighedMention;
import io.qklm.model.linking.WeighedMention.Weighed;
import io.qklm.text.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatelineLinksTest {

  private static final int IN_GREECE = 1;
  private static final int IN_THE_STATE = 2;
  private static final int STATE = 3;

  private static final SegmentedText TEXT =
      new SentenceSplitter()
          .segment("OLYMPIA, Wash. — A committee opened hearings on a bill on Monday.", "en");

  /** The network prefers the place in Greece. */
  private static final List<WeighedMention> MENTIONS =
      List.of(
          WeighedMention.of(
              new Span(0, 7),
              List.of(weighed(IN_GREECE, 0.7, 0.5), weighed(IN_THE_STATE, 0.3, 0.5))),
          WeighedMention.of(new Span(9, 13), List.of(weighed(STATE, 0.9, 0.9))));

  @Test
  void aPlaceLiesInWhatStandsBehindIt() {
    assertThat(linked((place, region) -> place == IN_THE_STATE && region == STATE))
        .isEqualTo(IN_THE_STATE);
  }

  @Test
  void withoutARelationTheLikeliestIsTaken() {
    assertThat(linked((place, region) -> false)).isEqualTo(IN_GREECE);
  }

  private static int linked(DatelineLinks.Related related) {
    List<ScoredLink> read = List.of(new ScoredLink(new Span(0, 7), IN_GREECE, 0.7, false));
    return DatelineLinks.of(TEXT, related).links(read, () -> MENTIONS, 0.2).get(0).ordinal();
  }

  private static Weighed weighed(int ordinal, double prior, double score) {
    return new Weighed(
        new StoredEntity(ordinal, new EntityId("e" + ordinal), EntityKind.LOC, 0.5f),
        prior,
        score + (ordinal == IN_GREECE ? 0.1 : 0));
  }
}
