package io.qklm.document;

/**
 * Why a question has no answer.
 *
 * @param reason in a word
 * @param sentence for the person who asked
 */
public record Silence(Reason reason, String sentence) {

  /** What was missing. */
  public enum Reason {
    /** The knowledge has nothing of the name that the question names. */
    UNKNOWN_SUBJECT,
    /** The knowledge has what the question names, and not what it asks of it. */
    NO_SUCH_FACT,
    /** It is not clear what the question asks, or not clear enough for the score wanted. */
    NOT_UNDERSTOOD
  }
}
