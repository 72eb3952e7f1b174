package io.qklm.text;

import java.util.Arrays;

/**
 * Translates positions of a Java string between UTF-16 units and Unicode code points. A lone
 * surrogate counts as one code point, as Java counts it.
 */
public final class CodePointIndex {

  /**
   * UTF-16 position of the low half of each surrogate pair, ascending: the only places where the
   * two counts drift apart, so most texts need no table at all.
   */
  private final int[] lowHalves;

  private CodePointIndex(int[] lowHalves) {
    this.lowHalves = lowHalves;
  }

  public static CodePointIndex of(String text) {
    int[] lows = new int[8];
    int count = 0;
    for (int i = 1; i < text.length(); i++) {
      if (Character.isLowSurrogate(text.charAt(i))
          && Character.isHighSurrogate(text.charAt(i - 1))) {
        if (count == lows.length) {
          lows = Arrays.copyOf(lows, count * 2);
        }
        lows[count++] = i;
      }
    }
    return new CodePointIndex(Arrays.copyOf(lows, count));
  }

  /** Code points before the UTF-16 position; a position inside a pair counts as its start. */
  public int codePoint(int utf16) {
    int found = Arrays.binarySearch(lowHalves, utf16);
    // Lows strictly before the position, plus one when the position itself splits a pair.
    return utf16 - (found >= 0 ? found + 1 : -found - 1);
  }

  /** UTF-16 position of the code point at {@code codePoint}. */
  public int utf16(int codePoint) {
    // The k-th low half (from 0) stands after lowHalves[k] - k code points were begun.
    int low = 0;
    int high = lowHalves.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (lowHalves[middle] - middle <= codePoint) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return codePoint + low;
  }

  public Span toCodePoints(Span utf16) {
    return new Span(codePoint(utf16.start()), codePoint(utf16.end()));
  }

  public Span toUtf16(Span codePoints) {
    return new Span(utf16(codePoints.start()), utf16(codePoints.end()));
  }
}
