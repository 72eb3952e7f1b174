package io.qklm.model.summary;

import io.qklm.document.SegmentedText;
import io.qklm.document.layout.Block;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Which sentences a quotation runs through. One that was opened and not closed in its block, or
 * closed and not opened, leaves the sentences that it touches broken.
 *
 * <p>Straight marks open behind a space and close before one; where they stand between two spaces,
 * as in tokenised text, they take turns. A single mark counts only where one that closes it follows
 * in the block: all others are apostrophes.
 */
final class Quotations {

  /** UTF-16 units of a quotation in single marks, at most; beyond, the mark was an apostrophe. */
  private static final int LONGEST_SINGLE = 600;

  private static final String CLOSES_BEHIND = ".,!?;:…)";

  private final int[] first;
  private final int[] last;
  private final boolean[] broken;

  private Quotations(int sentences) {
    first = new int[sentences];
    last = new int[sentences];
    broken = new boolean[sentences];
    for (int i = 0; i < sentences; i++) {
      first[i] = i;
      last[i] = i;
    }
  }

  /** The quotations of a text. */
  static Quotations of(SegmentedText text) {
    Quotations quotations = new Quotations(text.sentences().size());
    int sentence = 0;
    for (Block block : text.blocks()) {
      List<Quotation> found = in(text.text(), block.span());
      int from = sentence;
      while (sentence < text.sentences().size()
          && text.sentences().get(sentence).span().start() < block.span().end()) {
        sentence++;
      }
      for (Quotation quotation : found) {
        quotations.add(quotation, text, from, sentence);
      }
    }
    return quotations;
  }

  private void add(Quotation quotation, SegmentedText text, int from, int to) {
    int begin = -1;
    int end = -1;
    for (int i = from; i < to; i++) {
      Span span = text.sentences().get(i).span();
      // The mark itself, inclusive: it may be all that stands in a sentence.
      if (span.start() <= quotation.end() && span.end() > quotation.start()) {
        begin = begin < 0 ? i : begin;
        end = i;
      }
    }
    for (int i = Math.max(begin, 0); i <= end; i++) {
      first[i] = Math.min(first[i], begin);
      last[i] = Math.max(last[i], end);
      broken[i] |= !quotation.whole();
    }
  }

  /** The first sentence that shares a quotation with this one; itself where it shares none. */
  int first(int sentence) {
    return first[sentence];
  }

  /** The last one. */
  int last(int sentence) {
    return last[sentence];
  }

  /** Whether a mark of this sentence has no other. */
  boolean isBroken(int sentence) {
    return broken[sentence];
  }

  /**
   * A quotation.
   *
   * @param start of its first mark; the block's where that is missing
   * @param end of its last mark, inclusive; the block's last character where that is missing
   * @param whole whether it has both marks
   */
  private record Quotation(int start, int end, boolean whole) {}

  private static List<Quotation> in(String text, Span block) {
    List<Quotation> found = new ArrayList<>();
    int open = -1;
    for (int i = block.start(); i < block.end(); i++) {
      switch (kind(text, block, i, open >= 0)) {
        case OPENS -> open = open < 0 ? i : open;
        case CLOSES -> {
          found.add(new Quotation(open < 0 ? block.start() : open, i, open >= 0));
          open = -1;
        }
        case SINGLE -> {
          int end = singleEnd(text, block, i);
          if (open < 0 && end > 0) {
            found.add(new Quotation(i, end, true));
          }
        }
        case NONE -> {}
      }
    }
    if (open >= 0) {
      found.add(new Quotation(open, block.end() - 1, false));
    }
    return found;
  }

  private enum Mark {
    OPENS,
    CLOSES,
    SINGLE,
    NONE
  }

  private static Mark kind(String text, Span block, int at, boolean open) {
    return switch (text.charAt(at)) {
      case '„', '«' -> open ? Mark.NONE : Mark.OPENS;
      case '“' -> open && text.indexOf('„', block.start()) >= 0 ? Mark.CLOSES : Mark.OPENS;
      case '”' -> Mark.CLOSES;
      case '»' -> open ? Mark.CLOSES : Mark.NONE;
      case '"' -> straight(text, block, at, open);
      case '\'', '‘' ->
          isSpace(text, block, at - 1) && isWord(text, block, at + 1) ? Mark.SINGLE : Mark.NONE;
      default -> Mark.NONE;
    };
  }

  private static Mark straight(String text, Span block, int at, boolean open) {
    boolean before = isSpace(text, block, at - 1);
    boolean behind = isSpace(text, block, at + 1);
    if (before != behind) {
      return before ? Mark.OPENS : closing(text, block, at, open);
    }
    return open ? Mark.CLOSES : Mark.OPENS;
  }

  /** Six inches are no quotation. */
  private static Mark closing(String text, Span block, int at, boolean open) {
    boolean digit = at > block.start() && Character.isDigit(text.charAt(at - 1));
    return digit && !open ? Mark.NONE : Mark.CLOSES;
  }

  /** Where a single quotation ends; -1 where the mark is an apostrophe. */
  private static int singleEnd(String text, Span block, int start) {
    int limit = Math.min(block.end(), start + LONGEST_SINGLE);
    int unsure = -1;
    for (int i = start + 2; i < limit; i++) {
      char c = text.charAt(i);
      if ((c == '\'' || c == '’') && !isWord(text, block, i + 1)) {
        if (CLOSES_BEHIND.indexOf(text.charAt(i - 1)) >= 0) {
          return i;
        }
        // "the players' union": the s of many owners is believed only where nothing better comes.
        if (text.charAt(i - 1) != 's') {
          return i;
        }
        unsure = unsure < 0 ? i : unsure;
      } else if (isSpace(text, block, i - 1) && (c == '‘' || c == '\'')) {
        break;
      }
    }
    return unsure;
  }

  /** Whether there is a space, a bracket, a dash or the block's edge. */
  private static boolean isSpace(String text, Span block, int at) {
    if (at < block.start() || at >= block.end()) {
      return true;
    }
    char c = text.charAt(at);
    return Character.isWhitespace(c) || "([{—–-/".indexOf(c) >= 0;
  }

  private static boolean isWord(String text, Span block, int at) {
    return at >= block.start() && at < block.end() && Character.isLetterOrDigit(text.charAt(at));
  }
}
