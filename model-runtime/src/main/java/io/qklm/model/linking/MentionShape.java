package io.qklm.model.linking;

import io.qklm.text.Span;

/** Which known surface forms of a text are mentions. */
public enum MentionShape {
  /** Those written like names, for documents. */
  NAMES {
    @Override
    boolean fits(String text, Span span) {
      return NameShape.fits(text, span);
    }
  },
  /** All of them, for questions, which people type in small letters. */
  WORDS {
    @Override
    boolean fits(String text, Span span) {
      return true;
    }
  };

  abstract boolean fits(String text, Span span);
}
