package io.qklm.kg.source.lines;

/** A line or record that cannot be used; the message is the sentence for the sink. */
public final class UnusableLineException extends Exception {

  private static final long serialVersionUID = 1;

  public UnusableLineException(String reason) {
    super(reason);
  }
}
