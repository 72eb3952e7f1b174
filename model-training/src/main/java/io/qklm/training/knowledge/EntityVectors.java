package io.qklm.training.knowledge;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.Locale;

/** Which vectors a run is given for entities: its own, or others, to see what they are good for. */
public enum EntityVectors {
  /** Each entity's own. */
  OWN,
  /** Each entity gets another one's, always the same. */
  SHUFFLED,
  /** All zero: of candidates only prior, kind and shape are known. */
  NONE;

  /**
   * The one called {@code name}, in small letters.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static EntityVectors named(String name) {
    return Arrays.stream(values())
        .filter(vectors -> vectors.word().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown vectors '"
                        + name
                        + "', expected one of "
                        + Arrays.stream(values()).map(EntityVectors::word).toList()));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * {@code knowledge} with these vectors.
   *
   * @param entities of the epoch
   */
  public TrainingKnowledge of(TrainingKnowledge knowledge, long entities) {
    return this == OWN ? knowledge : new OtherVectors(knowledge, this, entities);
  }
}
