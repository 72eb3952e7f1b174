package io.qklm.document;

/**
 * Why an input was not enriched.
 *
 * @param documentId the document's identifier, empty when it could not be read
 * @param cause the class of error, for metrics and headers
 * @param message one sentence: what was wrong, where, what is allowed
 */
public record Rejection(String documentId, Cause cause, String message)
    implements Outcome, QuestionOutcome {

  /** Classes of errors; names appear in headers and metrics and stay as they are. */
  public enum Cause {
    /** The bytes are not well-formed UTF-8. */
    INVALID_ENCODING,
    /** The value is not JSON, or is nested or sized past the limits. */
    MALFORMED,
    /** A required field is missing or empty. */
    MISSING_FIELD,
    /** A field has a type or form that is not allowed. */
    WRONG_TYPE,
    /** The value is larger than the configured limit. */
    TOO_LARGE,
    /** The model gave no usable numbers for this document. */
    MODEL_FAILURE
  }
}
