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
  NONE,
  /**
   * Its own, but for one entity in six, always the same ones, that has the vector of its name and
   * kind alone, so that entities without description are learned about too.
   */
  BARE;

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

  /** The epoch with these vectors. */
  public TrainingKnowledge of(SnapshotKnowledge knowledge) {
    return switch (this) {
      case OWN -> knowledge;
      case BARE -> new BareVectors(knowledge, knowledge::bareVector);
      case SHUFFLED, NONE -> new OtherVectors(knowledge, this, knowledge.entities());
    };
  }

  /** The vectors that a measure is taken with after learning with these. */
  public EntityVectors measured() {
    return this == BARE ? OWN : this;
  }
}
