package io.qklm.kg.source.draft;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.source.KnowledgeSink;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The entities of a source that scatters what it says of one over its files: held in memory, up to
 * a number, until all is read. One thread.
 */
public final class EntityDrafts {

  /** Entities held unless the option {@code entities} says otherwise; about 1 KB of heap each. */
  public static final int DEFAULT_LIMIT = 2_000_000;

  private final Map<String, EntityDraft> drafts = new LinkedHashMap<>();
  private final String source;
  private final int limit;

  public EntityDrafts(String source, int limit) {
    this.source = source;
    this.limit = limit;
  }

  /** The draft of an entity, begun if it is new. */
  public EntityDraft of(EntityId id) throws IOException {
    EntityDraft known = drafts.get(id.value());
    if (known != null) {
      return known;
    }
    if (drafts.size() == limit) {
      throw new IOException(
          source
              + " names more than "
              + limit
              + " entities, the most that is held in memory; allow more with '?entities=N' and a"
              + " greater heap, or split it");
    }
    EntityDraft begun = new EntityDraft(id);
    drafts.put(id.value(), begun);
    return begun;
  }

  /** Passes on those with a label and says how many have none. */
  public void finish(KnowledgeSink sink, Function<EntityDraft, EntityKind> kind)
      throws IOException {
    long nameless = 0;
    for (EntityDraft draft : drafts.values()) {
      var entity = draft.entity(kind.apply(draft));
      if (entity.isPresent()) {
        sink.entity(entity.get());
      } else {
        nameless++;
      }
    }
    if (nameless > 0) {
      sink.note(source + ": " + nameless + " entities have no label and were left out");
    }
    drafts.clear();
  }
}
