package io.qklm.document;

/** What became of one question: it was read, or it was rejected with a reason. */
public sealed interface QuestionOutcome permits AnsweredQuestion, Rejection {

  /** The identifier of the question; empty when the input had none. */
  String documentId();
}
