package io.qklm.kg.source.wikipedia.markup;

import java.util.Arrays;

/**
 * Which opening brackets of a text have which closing ones: of links, templates and tables. Found
 * in one pass with a stack; what is not closed, or closed by what closes something around it, is no
 * bracket.
 */
final class Brackets {

  /** What brackets hold. */
  enum Kind {
    LINK(0),
    TEMPLATE(1),
    TABLE(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  private static final Kind[] KINDS = Kind.values();

  private final String text;

  /** Open brackets: where, of which kind, and single ones that were opened within. */
  private int[] stack = new int[64];

  private byte[] stackKinds = new byte[64];
  private int[] singles = new int[64];
  private int depth;
  private final int[] open = new int[KINDS.length];

  /** Pairs, filed by their opening bracket when all are known. */
  private long[] found = new long[64];

  private int[] foundEnds = new int[64];
  private int pairs;

  private int[] starts = {};
  private int[] ends = {};
  private byte[] kinds = {};

  private Brackets(String text) {
    this.text = text;
  }

  static Brackets of(String text) {
    Brackets brackets = new Brackets(text);
    brackets.match();
    brackets.file();
    return brackets;
  }

  /** The number of the pair that begins at a place, -1 if none does. */
  int at(int place) {
    int found = Arrays.binarySearch(starts, place);
    return found < 0 ? -1 : found;
  }

  /** Behind the closing bracket. */
  int end(int pair) {
    return ends[pair];
  }

  Kind kind(int pair) {
    return KINDS[kinds[pair]];
  }

  private void match() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      switch (c) {
        case '{' -> i = opensBraces(i);
        case '}' -> i = closesBraces(i);
        case '[' -> i = opensSquare(i);
        case ']' -> i = closesSquare(i);
        default -> i++;
      }
    }
  }

  private int run(int at, char c) {
    int end = at;
    while (end < text.length() && text.charAt(end) == c) {
      end++;
    }
    return end - at;
  }

  private int opensBraces(int at) {
    int run = run(at, '{');
    int end = at + run;
    if (end < text.length() && text.charAt(end) == '|' && run % 2 == 1 && lineStart(at)) {
      // Templates around a table begin before it.
      for (int i = at; i + 1 < end; i += 2) {
        push(Kind.TEMPLATE, i);
      }
      push(Kind.TABLE, end - 1);
      return end + 1;
    }
    for (int i = at + run % 2; i + 1 < end; i += 2) {
      push(Kind.TEMPLATE, i);
    }
    return end;
  }

  private int closesBraces(int at) {
    int run = run(at, '}');
    int end = at + run;
    int i = at;
    if (at > 0
        && text.charAt(at - 1) == '|'
        && depth > 0
        && KINDS[stackKinds[depth - 1]] == Kind.TABLE
        && lineStart(at - 1)) {
      pop(Kind.TABLE, at + 1);
      i++;
    }
    for (; i + 1 < end; i += 2) {
      pop(Kind.TEMPLATE, i + 2);
    }
    return end;
  }

  private int opensSquare(int at) {
    int run = run(at, '[');
    if (run % 2 == 1 && depth > 0) {
      singles[depth - 1]++;
    }
    for (int i = at + run % 2; i + 1 < at + run; i += 2) {
      push(Kind.LINK, i);
    }
    return at + run;
  }

  private int closesSquare(int at) {
    int run = run(at, ']');
    int i = at;
    if (depth > 0 && singles[depth - 1] > 0 && run % 2 == 1) {
      singles[depth - 1]--;
      i++;
    }
    for (; i + 1 < at + run; i += 2) {
      pop(Kind.LINK, i + 2);
    }
    return at + run;
  }

  /** Whether only spaces and colons stand before a place on its line. */
  private boolean lineStart(int at) {
    for (int i = at - 1; i >= 0 && at - i < 100; i--) {
      char c = text.charAt(i);
      if (c == '\n') {
        return true;
      }
      if (c != ' ' && c != ':' && c != '\t') {
        return false;
      }
    }
    return at < 100;
  }

  private void push(Kind kind, int at) {
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, depth * 2);
      stackKinds = Arrays.copyOf(stackKinds, depth * 2);
      singles = Arrays.copyOf(singles, depth * 2);
    }
    stack[depth] = at;
    stackKinds[depth] = (byte) kind.code;
    singles[depth] = 0;
    depth++;
    open[kind.code]++;
  }

  private void pop(Kind kind, int end) {
    if (open[kind.code] == 0) {
      return;
    }
    while (true) {
      depth--;
      open[stackKinds[depth]]--;
      if (stackKinds[depth] == kind.code) {
        pair(stack[depth], end, kind);
        return;
      }
    }
  }

  private void pair(int start, int end, Kind kind) {
    if (pairs == found.length) {
      found = Arrays.copyOf(found, pairs * 2);
      foundEnds = Arrays.copyOf(foundEnds, pairs * 2);
    }
    found[pairs] = (long) start << 32 | (long) pairs;
    foundEnds[pairs] = end << 2 | kind.code;
    pairs++;
  }

  /** Sorts the pairs by their beginnings. */
  private void file() {
    Arrays.sort(found, 0, pairs);
    starts = new int[pairs];
    ends = new int[pairs];
    kinds = new byte[pairs];
    for (int i = 0; i < pairs; i++) {
      int end = foundEnds[(int) found[i]];
      starts[i] = (int) (found[i] >>> 32);
      ends[i] = end >>> 2;
      kinds[i] = (byte) (end & 3);
    }
    found = new long[0];
    foundEnds = new int[0];
  }
}
