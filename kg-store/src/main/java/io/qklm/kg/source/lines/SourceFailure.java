package io.qklm.kg.source.lines;

import java.io.IOException;

/**
 * A source cannot be read for a reason that lies outside its bytes, or its bytes are not those that
 * were published: the reading ends, and what was read does not count as the whole.
 */
public final class SourceFailure extends IOException {

  private static final long serialVersionUID = 1;

  public SourceFailure(String sentence) {
    super(sentence);
  }

  public SourceFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
