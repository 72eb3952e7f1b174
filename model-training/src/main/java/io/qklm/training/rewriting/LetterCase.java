package io.qklm.training.rewriting;

import io.qklm.training.data.AnnotatedText;
import java.util.function.IntUnaryOperator;

/** Ways to write a text in other letters; every code point keeps its place. */
public enum LetterCase {
  CAPITALS,
  SMALL,
  /** Every word with a capital and small letters, as titles are. */
  TITLE;

  /** {@code text} in these letters; one whose other form is longer or shorter stays as it is. */
  public String write(String text) {
    StringBuilder result = new StringBuilder(text.length());
    boolean begins = true;
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      boolean capital = this == CAPITALS || (this == TITLE && begins);
      result.appendCodePoint(
          changed(point, capital ? Character::toUpperCase : Character::toLowerCase));
      begins = !Character.isLetterOrDigit(point) && point != '\'' && point != '’';
      at += Character.charCount(point);
    }
    return result.toString();
  }

  /** {@code text} with its marks, in these letters. */
  public AnnotatedText write(AnnotatedText text) {
    return new AnnotatedText(
        text.id(), write(text.text()), text.names(), text.links(), text.allLinked(), text.open());
  }

  private static int changed(int point, IntUnaryOperator change) {
    int other = change.applyAsInt(point);
    return Character.charCount(other) == Character.charCount(point) ? other : point;
  }
}
