package io.qklm.model.annotate;

import io.qklm.document.SegmentedText;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Names as they may be said: without the marks at their edges, with a letter, and nowhere in
 * addresses, handles, paths or code. What a network says of words that are none of these is not
 * asked.
 */
final class SaidNames {

  /** Single capitals that are words of their own. */
  private static final String WORDS = "IAO";

  /** Words of address and office that name nobody by themselves. */
  private static final Set<String> TITLES =
      Set.of(
          "mr",
          "mrs",
          "ms",
          "mx",
          "dr",
          "prof",
          "professor",
          "president",
          "sir",
          "madam",
          "dame",
          "judge",
          "senator",
          "sen",
          "rep",
          "gov",
          "governor",
          "mayor",
          "minister",
          "chancellor",
          "colonel",
          "sergeant",
          "lieutenant",
          "herr",
          "frau",
          "monsieur",
          "madame",
          "señor",
          "señora");

  private SaidNames() {}

  /** Whether words are a title and nothing else. */
  static boolean isTitle(String words) {
    String bare = words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
    return TITLES.contains(bare.toLowerCase(Locale.ROOT));
  }

  /** The names of {@code text} that may be said, trimmed. */
  static List<ScoredName> of(SegmentedText text, List<ScoredName> names) {
    List<ScoredName> said = new ArrayList<>(names.size());
    for (ScoredName name : names) {
      for (Span part : parts(text.text(), name.name().span())) {
        trimmed(text.text(), part)
            .filter(span -> text.holdsName(span) && isWritten(text.text(), span))
            .ifPresent(
                span ->
                    said.add(
                        new ScoredName(
                            new Name(span, name.name().kind()), name.score(), name.kinds())));
      }
    }
    return said;
  }

  /** The pieces of a name that a full stop without a space behind it has glued together. */
  private static List<Span> parts(String text, Span span) {
    List<Span> parts = new ArrayList<>();
    int start = span.start();
    for (int i = start + 2; i + 2 < span.end(); i++) {
      if (text.charAt(i) == '.'
          && Character.isLowerCase(text.charAt(i - 1))
          && Character.isUpperCase(text.charAt(i + 1))
          && Character.isLowerCase(text.charAt(i + 2))) {
        parts.add(new Span(start, i));
        start = i + 1;
      }
    }
    parts.add(new Span(start, span.end()));
    return parts;
  }

  /** Without punctuation, signs and white space at its edges; empty where nothing is left. */
  static Optional<Span> trimmed(String text, Span span) {
    int start = span.start();
    int end = span.end();
    while (start < end && !Character.isLetterOrDigit(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    if (end - start > 2 && text.charAt(end - 1) == 's' && isControl(text.charAt(end - 2))) {
      end -= 2;
    }
    while (end > start && isEdge(text, start, end)) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return start < end ? Optional.of(new Span(start, end)) : Optional.empty();
  }

  /** Quotes of Windows-1252 that were read as Latin-1 are controls: "Germany", U+0092, "s". */
  private static boolean isControl(char c) {
    return c >= 0x80 && c < 0xA0;
  }

  /** Whether the last character is no part of a name: a mark, but not that of an abbreviation. */
  private static boolean isEdge(String text, int start, int end) {
    int last = text.codePointBefore(end);
    if (Character.isLetterOrDigit(last) || isMark(last)) {
      return false;
    }
    return switch (last) {
      // "U.S." and "Inc." keep their last full stop, "Yahoo!" and "C++" what makes them.
      case '.', '!', '+', '#' ->
          !Character.isLetterOrDigit(before(text, start, end)) && last != '+';
      case ')' -> text.substring(start, end).indexOf('(') < 0;
      case ']' -> text.substring(start, end).indexOf('[') < 0;
      default -> true;
    };
  }

  private static int before(String text, int start, int end) {
    int last = end - Character.charCount(text.codePointBefore(end));
    return last > start ? text.codePointBefore(last) : ' ';
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  /** Whether a span has a letter and more than one character, or the text shows it as a name. */
  static boolean isWritten(String text, Span span) {
    String words = span.in(text);
    int letters = (int) words.codePoints().filter(Character::isLetter).count();
    if (letters == 0 || isTitle(words)) {
      return false;
    }
    if (words.codePointCount(0, words.length()) > 1) {
      return true;
    }
    int letter = words.codePointAt(0);
    boolean quoted =
        span.start() > 0
            && span.end() < text.length()
            && "\"'“‘«".indexOf(text.charAt(span.start() - 1)) >= 0
            && "\"'”’»".indexOf(text.charAt(span.end())) >= 0;
    return Character.isIdeographic(letter)
        || quoted
        || (Character.isUpperCase(letter) && WORDS.indexOf(letter) < 0 && isRepeated(text, span));
  }

  /** Whether a single letter stands alone elsewhere in the text too. */
  private static boolean isRepeated(String text, Span span) {
    String letter = span.in(text);
    int count = 0;
    for (int at = text.indexOf(letter); at >= 0; at = text.indexOf(letter, at + 1)) {
      boolean before = at == 0 || Character.isWhitespace(text.charAt(at - 1));
      int end = at + letter.length();
      boolean after =
          end == text.length()
              || Character.isWhitespace(text.charAt(end))
              || ",;:!?)’'".indexOf(text.charAt(end)) >= 0;
      count += before && after ? 1 : 0;
    }
    return count > 1;
  }
}
