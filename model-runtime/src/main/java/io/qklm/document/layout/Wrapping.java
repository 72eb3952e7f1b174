package io.qklm.document.layout;

import io.qklm.text.Span;
import java.util.List;
import java.util.Set;

/**
 * Tells line ends that a program put into running text from those that end something. Where lines
 * were wrapped, the first word of each had no more room in the line before.
 */
final class Wrapping {

  /** Narrower texts are not wrapped, they are lists and headings. */
  private static final int NARROWEST = 30;

  /** Longer lines are paragraphs. */
  private static final int WIDEST = 200;

  private static final double CASELESS_SHARE = 0.002;

  /** Words that no line of its own ends with. */
  private static final Set<String> HANGING =
      Set.of(
          "the", "a", "an", "of", "and", "or", "in", "to", "for", "with", "at", "by", "from",
          "that", "who", "which", "is", "are", "was", "were", "has", "had", "have", "his", "her",
          "their", "its", "mr", "mr.", "mrs.", "ms.", "dr.", "der", "die", "das", "und", "von",
          "le", "la", "de", "et", "el", "y");

  /** Words that a long line of its own does not end with; a short headline may: "Life goes on". */
  private static final Set<String> HANGING_LONG =
      Set.of(
          "on", "as", "than", "into", "but", "be", "been", "being", "not", "this", "these", "those",
          "our", "my", "your", "we", "he", "she", "they", "I", "it", "will", "would", "could",
          "should", "can", "may", "must", "about", "after", "before", "between", "during",
          "against", "because", "if", "when", "while", "where", "whose", "also", "am", "auf", "im",
          "zu", "dem", "den", "ein", "eine", "nicht", "les", "des", "du", "un", "une", "en");

  private final List<Line> lines;
  private final boolean caseless;
  private final int width;

  /**
   * The line ends of one paragraph.
   *
   * @param lines without a blank line between them
   */
  Wrapping(List<Line> lines) {
    this.lines = lines;
    Span all = new Span(lines.get(0).span().start(), lines.get(lines.size() - 1).span().end());
    this.caseless = isCaseless(all.in(lines.get(0).text()));
    this.width = width();
  }

  /** Whether a text has so few capitals that they tell nothing. */
  static boolean isCaseless(String text) {
    int lower = 0;
    int upper = 0;
    int other = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLowerCase(c)) {
        lower++;
      } else if (Character.isUpperCase(c)) {
        upper++;
      } else if (Character.isLetter(c)) {
        other++;
      }
    }
    return upper < CASELESS_SHARE * (lower + upper) || other > lower + upper;
  }

  /** The width at which lines end in the middle of a sentence; 0 where none does. */
  private int width() {
    int widest = 0;
    for (int i = 0; i + 1 < lines.size(); i++) {
      Line line = lines.get(i);
      Line next = lines.get(i + 1);
      boolean inside = caseless ? isAlike(line, next) : startsSmall(next.words());
      boolean wraps = line.length() >= NARROWEST && line.length() <= WIDEST;
      if (inside && wraps && !LineForm.endsSentence(line.words())) {
        widest = Math.max(widest, line.indentation() + line.length());
      }
    }
    return widest;
  }

  /** In text without capitals, lines of one paragraph are nearly as long as each other. */
  private static boolean isAlike(Line line, Line next) {
    return next.length() <= line.length() + firstWord(next.words()) + 1;
  }

  /** Whether line {@code i + 1}, which shows no form of its own, goes on with line {@code i}. */
  boolean goesOn(int i) {
    Line line = lines.get(i);
    Line next = lines.get(i + 1);
    if (next.indentation() > line.indentation()) {
      return false;
    }
    boolean ended = LineForm.endsSentence(line.words());
    if (!caseless && !ended && (startsSmall(next.words()) || hangs(line.words()))) {
      return true;
    }
    return fills(line, next);
  }

  /** Whether the next line's first word had no room in this one. */
  private boolean fills(Line line, Line next) {
    int taken = line.indentation() + line.length();
    return width > 0
        && line.length() >= NARROWEST
        && line.length() <= WIDEST
        && taken + 1 + firstWord(next.words()) >= width;
  }

  /** A list's item goes on in a line that is indented further, or begins with a small letter. */
  boolean itemGoesOn(int i) {
    Line line = lines.get(i);
    Line next = lines.get(i + 1);
    return !LineForm.endsSentence(line.words())
        && (startsSmall(next.words()) || next.indentation() > line.indentation());
  }

  private static boolean hangs(String words) {
    char last = words.charAt(words.length() - 1);
    if (last == ',' || last == '“' || last == '(') {
      return true;
    }
    int space = words.lastIndexOf(' ');
    String word = words.substring(space + 1);
    // "THE" of a headline in capitals hangs no less, but a grade "A" does not.
    return space > 0
        && (HANGING.contains(word) || (words.length() >= NARROWEST && HANGING_LONG.contains(word)));
  }

  private static boolean startsSmall(String words) {
    int i = 0;
    while (i < words.length() && "\"'“‘(«".indexOf(words.charAt(i)) >= 0) {
      i++;
    }
    return i < words.length()
        && Character.isLowerCase(words.codePointAt(i))
        && !(i + 1 < words.length() && Character.isUpperCase(words.charAt(i + 1)));
  }

  private static int firstWord(String words) {
    int end = 0;
    while (end < words.length() && !Character.isWhitespace(words.charAt(end))) {
      end++;
    }
    // Without spaces between words, any character may be the last of a line.
    return end > 0 && Character.isIdeographic(words.codePointAt(0)) ? 1 : end;
  }
}
