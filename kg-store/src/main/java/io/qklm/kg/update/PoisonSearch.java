package io.qklm.kg.update;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.KnowledgeUpdate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the updates with which a build fails. One is at fault only if it fails alone, twice, and a
 * harmless update passes in between; if that one fails too, the fault lies elsewhere (a model that
 * ran out of memory, say) and no update is to blame.
 */
final class PoisonSearch {

  /** Builds with some updates and throws the result away. */
  @FunctionalInterface
  interface Trial {

    /**
     * @throws RuntimeException if it cannot be built with these
     * @throws IOException if the disk or the repository fails
     */
    void run(List<KnowledgeUpdate> updates) throws IOException;
  }

  private static final KnowledgeUpdate HARMLESS =
      new KnowledgeUpdate.Upsert(
          new Entity(
              new EntityId("qklm:harmless"),
              Map.of("en", "Harmless"),
              Map.of(),
              Map.of(),
              List.of(),
              EntityKind.MISC,
              0f),
          List.of(),
          List.of());

  private final Trial trial;
  private final List<EpochBuilder.Poisoned> poisoned = new ArrayList<>();

  PoisonSearch(Trial trial) {
    this.trial = trial;
  }

  /** The updates at fault, once {@link #usable} returned. */
  List<EpochBuilder.Poisoned> poisoned() {
    return poisoned;
  }

  /**
   * Halves the updates until those that fail stand alone.
   *
   * @return those with which the build succeeds
   * @throws IOException if it fails whatever it is given
   */
  List<KnowledgeUpdate> usable(List<KnowledgeUpdate> updates) throws IOException {
    RuntimeException failure = failure(updates);
    if (failure == null) {
      return updates;
    }
    if (updates.size() == 1) {
      return usable(updates.get(0), failure) ? updates : List.of();
    }
    int half = updates.size() / 2;
    List<KnowledgeUpdate> usable = new ArrayList<>(usable(updates.subList(0, half)));
    usable.addAll(usable(updates.subList(half, updates.size())));
    return usable;
  }

  private boolean usable(KnowledgeUpdate update, RuntimeException first) throws IOException {
    RuntimeException elsewhere = failure(List.of(HARMLESS));
    if (elsewhere != null) {
      throw new IOException("no epoch can be built, whatever the update: " + elsewhere, elsewhere);
    }
    RuntimeException again = failure(List.of(update));
    if (again == null) {
      return true;
    }
    poisoned.add(
        new EpochBuilder.Poisoned(
            update, "the knowledge cannot be built with this update: " + first));
    return false;
  }

  private @Nullable RuntimeException failure(List<KnowledgeUpdate> updates) throws IOException {
    try {
      trial.run(updates);
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }
}
