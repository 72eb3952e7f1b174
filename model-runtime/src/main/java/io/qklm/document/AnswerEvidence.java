package io.qklm.document;

import io.qklm.kg.EntityId;
import io.qklm.text.Span;

/** Where an answer stands: in the knowledge, or in the text that came with the question. */
public sealed interface AnswerEvidence {

  /**
   * A fact of the epoch that the answer was made with.
   *
   * @param subject the entity that was asked about; the fact's object if {@code reversed}
   * @param subjectLabel its label
   * @param relation as facts name it
   * @param relationLabel in words
   * @param reversed whether the fact is read backwards: what it says stands at its subject
   * @param object what stands at the other end, in words
   */
  record OfFact(
      EntityId subject,
      String subjectLabel,
      String relation,
      String relationLabel,
      boolean reversed,
      String object)
      implements AnswerEvidence {}

  /**
   * A place in the question's context.
   *
   * @param span code points of the context
   * @param text the slice there
   */
  record OfText(Span span, String text) implements AnswerEvidence {}
}
