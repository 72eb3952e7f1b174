package io.qklm.document.layout;

import io.qklm.text.Span;

/**
 * A stretch of a text that no sentence and no name leaves.
 *
 * @param kind what it is
 * @param span where it stands, without white space at its ends; UTF-16 units, not empty
 */
public record Block(BlockKind kind, Span span) {

  public Block {
    if (span.length() == 0) {
      throw new IllegalArgumentException("a block of text has no characters");
    }
  }
}
