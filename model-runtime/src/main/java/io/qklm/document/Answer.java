package io.qklm.document;

import io.qklm.kg.EntityId;
import java.util.List;
import java.util.Optional;

/**
 * An answer and what it rests on.
 *
 * @param text the answer in words: a label, a number with its unit, a date, yes or no
 * @param entityId the answer's entity; empty for a value
 * @param value a number's digits or a date in ISO 8601, no finer than is known; empty for an entity
 * @param score probability from 0 to 1 that it is what is asked
 * @param evidence in the order in which it leads to the answer, at least one fact in it
 */
public record Answer(
    String text,
    Optional<EntityId> entityId,
    Optional<String> value,
    double score,
    List<AnswerEvidence> evidence) {

  public Answer {
    evidence = List.copyOf(evidence);
  }

  /** The fact at whose other end the answer stands: the last of two steps. */
  public AnswerEvidence.OfFact fact() {
    for (int i = evidence.size() - 1; i >= 0; i--) {
      if (evidence.get(i) instanceof AnswerEvidence.OfFact fact) {
        return fact;
      }
    }
    throw new IllegalStateException("the answer '" + text + "' rests on no fact");
  }

  /** The entity that the fact is about, as it was asked. */
  public EntityId subject() {
    return fact().subject();
  }

  public String subjectLabel() {
    return fact().subjectLabel();
  }

  public String relation() {
    return fact().relation();
  }

  public String relationLabel() {
    return fact().relationLabel();
  }

  /** Whether the fact is read backwards: the answer is its subject. */
  public boolean reversed() {
    return fact().reversed();
  }
}
