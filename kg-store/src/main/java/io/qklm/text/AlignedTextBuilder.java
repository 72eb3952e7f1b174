package io.qklm.text;

import java.util.Arrays;

/** Collects normalised pieces with the stretches they came from; runs of spaces become one. */
final class AlignedTextBuilder {

  private char[] units;
  private int[] starts;
  private int[] ends;
  private int size;

  /** A separator was read since the last unit; it is written once something follows it. */
  private boolean separated;

  private int separatorStart;
  private int separatorEnd;

  AlignedTextBuilder(int expected) {
    int room = Math.max(16, expected);
    units = new char[room];
    starts = new int[room];
    ends = new int[room];
  }

  /**
   * Adds what the original's stretch {@code [from, to)} became.
   *
   * @param piece normalised; a space separates, an empty piece leaves no trace
   */
  void add(String piece, int from, int to) {
    for (int i = 0; i < piece.length(); i++) {
      char unit = piece.charAt(i);
      if (unit == ' ') {
        if (!separated) {
          separated = true;
          separatorStart = from;
        }
        separatorEnd = to;
        continue;
      }
      if (size > 0 && !separated && isSign(units[size - 1])) {
        dropSigns();
      }
      if (separated) {
        separated = false;
        if (size > 0) {
          append(' ', separatorStart, separatorEnd);
        }
      }
      append(unit, from, to);
    }
  }

  static boolean isSign(char c) {
    return c == '+' || c == '#';
  }

  /** Adds a sign at the end of a word, of two at most; elsewhere it separates. */
  void addSign(char sign, int at) {
    if (takesSign()) {
      append(sign, at, at + 1);
    } else {
      add(" ", at, at + 1);
    }
  }

  private boolean takesSign() {
    if (separated || size == 0) {
      return false;
    }
    if (isSign(units[size - 1])) {
      return !isSign(units[size - 2]);
    }
    return TokenCharacters.isWord(Character.codePointBefore(units, size));
  }

  /** The word went on behind its signs, so they separated after all. */
  private void dropSigns() {
    separated = true;
    separatorEnd = ends[size - 1];
    while (isSign(units[size - 1])) {
      size--;
    }
    separatorStart = starts[size];
  }

  private void append(char unit, int from, int to) {
    if (size == units.length) {
      int room = Math.max(size + 1, size + (size >> 1));
      units = Arrays.copyOf(units, room);
      starts = Arrays.copyOf(starts, room);
      ends = Arrays.copyOf(ends, room);
    }
    units[size] = unit;
    starts[size] = from;
    ends[size] = to;
    size++;
  }

  AlignedText build(int originalLength) {
    return new AlignedText(new String(units, 0, size), starts, ends, originalLength);
  }
}
