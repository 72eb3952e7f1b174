package io.qklm.kg.alias;

/**
 * An entity that a surface form may mean.
 *
 * @param ordinal the entity's ordinal in the snapshot, at least 0
 * @param prior how often the surface means this entity, from 0 to 1
 */
public record Candidate(int ordinal, float prior) {

  public Candidate {
    if (ordinal < 0) {
      throw new IllegalArgumentException("a candidate's ordinal is at least 0, got " + ordinal);
    }
    if (!(prior >= 0 && prior <= 1)) {
      throw new IllegalArgumentException(
          "the prior of entity " + ordinal + " is " + prior + "; 0 to 1 is allowed");
    }
  }
}
