package io.qklm.model.summary;

import io.qklm.document.SegmentedText;
import io.qklm.document.layout.BlockKind;
import io.qklm.document.layout.Boilerplate;
import io.qklm.document.layout.Bylines;
import io.qklm.document.layout.Captions;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Chooses the sentences that a summary may take: whole sentences of running text, each once, and
 * none that is boilerplate, a byline or a caption that ran into it. Where a text has no such
 * sentence, the next best are taken, and in the end none.
 */
public final class SummaryCandidates {

  /** Letters that a sentence of running text has at least. */
  private static final int FEWEST_LETTERS = 3;

  /** Spaces in a sentence that tells how stops are written. */
  private static final int FEWEST_SPACES = 3;

  private static final double MOST_DIGITS = 0.4;

  private SummaryCandidates() {}

  /** Numbers of the sentences that a summary may take, in their order. */
  public static List<Integer> of(SegmentedText text) {
    List<Integer> prose = new ArrayList<>();
    List<Integer> whole = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    Set<String> said = new HashSet<>();
    boolean capitals = hasCapitals(text.text());
    boolean attached = stopsAttached(text);
    for (int i = 0; i < text.sentences().size(); i++) {
      SegmentedText.Sentence sentence = text.sentences().get(i);
      String words = sentence.span().in(text.text());
      if (isJunk(words) || !said.add(key(words))) {
        continue;
      }
      switch (sentence.kind()) {
        case PROSE -> {
          boolean line = attached && words.endsWith(" .");
          boolean fragment = isFragment(words, capitals) || line;
          (fragment ? prose : whole).add(i);
        }
        case HEADING, LIST_ITEM -> others.add(i);
        case BYLINE, DATELINE, TABLE_ROW, CAPTION, BOILERPLATE -> {}
      }
    }
    if (!whole.isEmpty()) {
      return whole;
    }
    return prose.isEmpty() ? others : prose;
  }

  /**
   * Whether a sentence is of the text that is read on, not beside it as a table or a caption is.
   */
  static boolean isRead(SegmentedText text, int number) {
    SegmentedText.Sentence sentence = text.sentences().get(number);
    return switch (sentence.kind()) {
      case PROSE, HEADING, LIST_ITEM -> !isJunk(sentence.span().in(text.text()));
      case BYLINE, DATELINE, TABLE_ROW, CAPTION, BOILERPLATE -> false;
    };
  }

  /** Whether a sentence of running text says nothing of what the text is about. */
  static boolean isJunk(String words) {
    int letters = 0;
    int digits = 0;
    for (int i = 0; i < words.length(); ) {
      int c = words.codePointAt(i);
      i += Character.charCount(c);
      letters += Character.isLetter(c) ? 1 : 0;
      digits += Character.isDigit(c) ? 1 : 0;
    }
    return (letters < FEWEST_LETTERS && digits > 0)
        || digits > MOST_DIGITS * (letters + digits)
        || Boilerplate.fits(words)
        || Captions.fits(words)
        || Bylines.fits(words);
  }

  /** Letters and digits alone, so that the same words in other dress are the same. */
  private static String key(String words) {
    StringBuilder key = new StringBuilder(words.length());
    words
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(key::appendCodePoint);
    return key.toString();
  }

  /** Whether a sentence lacks its beginning or its end. */
  static boolean isFragment(String words, boolean capitals) {
    return !ends(words) || (capitals && startsSmall(words)) || isCut(words);
  }

  private static boolean ends(String words) {
    int end = words.length();
    while (end > 0 && "\"'’”»)]」』 ".indexOf(words.charAt(end - 1)) >= 0) {
      end--;
    }
    return end > 0 && ".!?。！？।؟…".indexOf(words.charAt(end - 1)) >= 0;
  }

  /** Cut by whoever sent it: "...", "[+123 chars]". */
  private static boolean isCut(String words) {
    return words.endsWith("...")
        || words.endsWith("…")
        || words.endsWith("[...]")
        || words.endsWith("[…]")
        || words.endsWith("chars]");
  }

  private static boolean startsSmall(String words) {
    int first = 0;
    while (first < words.length() && !Character.isLetterOrDigit(words.codePointAt(first))) {
      first += Character.charCount(words.codePointAt(first));
    }
    if (first == words.length() || !Character.isLowerCase(words.codePointAt(first))) {
      return false;
    }
    int next = first + 1;
    // "iPhone" and "eBay" begin sentences as they are.
    return next >= words.length() || !Character.isUpperCase(words.charAt(next));
  }

  /** Whether a sentence has words enough to be one, and is one. */
  private static boolean isLong(String words) {
    return words.chars().filter(c -> c == ' ').count() >= FEWEST_SPACES && !isJunk(words);
  }

  private static boolean hasCapitals(String text) {
    return text.codePoints().anyMatch(Character::isUpperCase);
  }

  /**
   * Whether full stops follow their words without a space, as everywhere but in tokenised text:
   * then one that stands apart ended a line, which was a headline or a caption.
   */
  private static boolean stopsAttached(SegmentedText text) {
    int attached = 0;
    int apart = 0;
    for (SegmentedText.Sentence sentence : text.sentences()) {
      Span span = sentence.span();
      int last = span.end() - 1;
      if (sentence.kind() == BlockKind.PROSE
          && text.text().charAt(last) == '.'
          && isLong(span.in(text.text()))) {
        boolean space = last > span.start() && text.text().charAt(last - 1) == ' ';
        apart += space ? 1 : 0;
        attached += space ? 0 : 1;
      }
    }
    return attached > apart;
  }
}
