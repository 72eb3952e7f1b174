package io.qklm.model.encoding;

/** How a token was written: what an uncased vocabulary loses and names need. */
public enum Capitals {
  /** Every cased letter is small. */
  LOWER(0),
  /** A capital, then small letters; also one capital alone. */
  INITIAL(1),
  /** Capitals only, at least two. */
  ALL(2),
  /** Anything else with a capital. */
  MIXED(3),
  /** No letter that has a case. */
  NONE(4);

  private final int feature;

  Capitals(int feature) {
    this.feature = feature;
  }

  /** The feature of the text between two UTF-16 positions. */
  public static Capitals of(CharSequence text, int start, int end) {
    int capitals = 0;
    int small = 0;
    boolean firstIsCapital = false;
    int position = start;
    while (position < end) {
      int point = Character.codePointAt(text, position);
      position += Character.charCount(point);
      if (Character.isUpperCase(point) || Character.isTitleCase(point)) {
        firstIsCapital |= capitals + small == 0;
        capitals++;
      } else if (Character.isLowerCase(point)) {
        small++;
      }
    }
    if (capitals == 0) {
      return small == 0 ? NONE : LOWER;
    }
    if (capitals == 1 && firstIsCapital) {
      return INITIAL;
    }
    return small == 0 ? ALL : MIXED;
  }

  /**
   * The row of the feature's embedding: its place in this enumeration, part of the model format.
   */
  public int feature() {
    return feature;
  }
}
