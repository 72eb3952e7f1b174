package io.qklm.document;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.FilteredBreakIteratorBuilder;
import com.ibm.icu.util.ULocale;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cuts a text into sentences by Unicode's rules (UAX 29 with CLDR's abbreviations). Two habits of
 * news are handled besides: lines wrapped in the middle of a sentence, and text without any
 * capitals, in which the standard rules never see a sentence end. Safe for any number of threads.
 */
public final class SentenceSplitter {

  /** Below this share of capitals among the letters a text counts as caseless. */
  private static final double CASELESS_SHARE = 0.002;

  /**
   * Abbreviations of English news that CLDR leaves out, each before a capital more often than not.
   */
  private static final List<String> ENGLISH_ABBREVIATIONS =
      List.of(
          "Dr.", "St.", "Sen.", "Rep.", "Gov.", "Gen.", "Col.", "Lt.", "Sgt.", "Capt.", "Cmdr.",
          "Prof.", "Rev.", "Hon.", "Pres.", "Supt.", "Mt.", "Ft.", "No.", "vs.", "Jan.", "Feb.",
          "Mar.", "Apr.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.", "Messrs.", "Mr.", "Mrs.", "Ms.");

  /** Languages with rules or abbreviations of their own; strangers name languages, so no others. */
  private static final Set<String> OWN_RULES =
      Set.of("de", "el", "en", "es", "fr", "it", "pt", "ru", "sv", "fi");

  /** One break iterator by language, never used itself: each text gets a clone. */
  private final Map<String, BreakIterator> prototypes = new ConcurrentHashMap<>();

  /**
   * The sentences of {@code text} in order, trimmed, each with at least one letter or digit.
   *
   * @param language BCP 47 code that chooses the abbreviations
   * @return spans in UTF-16 units
   */
  public List<Span> split(String text, String language) {
    String unwrapped = unwrap(text);
    boolean caseless = isCaseless(text);
    BreakIterator breaks =
        prototypes.computeIfAbsent(ruled(language), SentenceSplitter::prototype).clone();
    breaks.setText(unwrapped);
    List<Span> sentences = new ArrayList<>();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      if (caseless) {
        splitAtStops(unwrapped, start, end, sentences);
      } else {
        addTrimmed(unwrapped, start, end, sentences);
      }
    }
    return sentences;
  }

  private static String ruled(String language) {
    String own = ULocale.forLanguageTag(language).getLanguage();
    return OWN_RULES.contains(own) ? own : LanguageDetector.UNDETERMINED;
  }

  private static BreakIterator prototype(String language) {
    ULocale locale = ULocale.forLanguageTag(language);
    FilteredBreakIteratorBuilder builder = FilteredBreakIteratorBuilder.getInstance(locale);
    if (locale.getLanguage().equals("en")) {
      ENGLISH_ABBREVIATIONS.forEach(builder::suppressBreakAfter);
      // Initials, as in "John F. Kennedy".
      for (char initial = 'A'; initial <= 'Z'; initial++) {
        builder.suppressBreakAfter(initial + ".");
      }
    }
    return builder.wrapIteratorWithFilter(BreakIterator.getSentenceInstance(locale));
  }

  /** Line ends inside a paragraph become spaces; positions stay as they are. */
  private static String unwrap(String text) {
    if (text.indexOf('\n') < 0) {
      return text;
    }
    StringBuilder result = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r') {
        result.setCharAt(i, ' ');
      } else if (c == '\n' && continuesAfter(text, i)) {
        result.setCharAt(i, ' ');
      }
    }
    return result.toString();
  }

  /**
   * Whether a line end stands between two lines of one paragraph: no blank line, no indentation.
   */
  private static boolean continuesAfter(String text, int lineEnd) {
    int next = lineEnd + 1;
    if (next >= text.length() || Character.isWhitespace(text.charAt(next))) {
      return false;
    }
    int before = lineEnd - 1;
    if (before >= 0 && text.charAt(before) == '\r') {
      before--;
    }
    return before >= 0 && text.charAt(before) != '\n';
  }

  private static boolean isCaseless(String text) {
    int lower = 0;
    int upper = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLowerCase(c)) {
        lower++;
      } else if (Character.isUpperCase(c)) {
        upper++;
      }
    }
    return lower > 0 && upper < CASELESS_SHARE * (lower + upper);
  }

  /**
   * In caseless text a full stop, question or exclamation mark before white space ends a sentence.
   */
  private static void splitAtStops(String text, int start, int end, List<Span> sentences) {
    int from = start;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if ((c == '.' || c == '!' || c == '?') && endsSentence(text, i, end)) {
        int after = i + 1;
        while (after < end && isClosing(text.charAt(after))) {
          after++;
        }
        addTrimmed(text, from, after, sentences);
        from = after;
      }
    }
    addTrimmed(text, from, end, sentences);
  }

  private static boolean endsSentence(String text, int stop, int end) {
    boolean standsAlone = stop > 0 && Character.isWhitespace(text.charAt(stop - 1));
    int next = stop + 1;
    boolean spaceFollows = next >= end || Character.isWhitespace(text.charAt(next));
    // A full stop glued to a word of one or two letters is an abbreviation more often than not.
    boolean longWord =
        stop >= 3
            && Character.isLetterOrDigit(text.charAt(stop - 1))
            && Character.isLetterOrDigit(text.charAt(stop - 2))
            && Character.isLetterOrDigit(text.charAt(stop - 3));
    return spaceFollows && (standsAlone || longWord || text.charAt(stop) != '.');
  }

  private static boolean isClosing(char c) {
    return c == '"' || c == '\'' || c == ')' || c == '\u201D' || c == '\u2019';
  }

  private static void addTrimmed(String text, int start, int end, List<Span> sentences) {
    int from = start;
    int to = end;
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    for (int i = from; i < to; ) {
      int c = text.codePointAt(i);
      if (Character.isLetterOrDigit(c)) {
        sentences.add(new Span(from, to));
        return;
      }
      i += Character.charCount(c);
    }
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }
}
