package io.qklm.kg.source;

/** A line or record that cannot be used; the message is the sentence for the sink. */
final class UnusableLineException extends Exception {

  private static final long serialVersionUID = 1;

  UnusableLineException(String reason) {
    super(reason);
  }
}
