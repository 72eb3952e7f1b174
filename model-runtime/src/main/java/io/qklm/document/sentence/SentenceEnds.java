package io.qklm.document.sentence;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.util.ULocale;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cuts a block of text into sentences. Each stop, a character with Unicode's property
 * Sentence_Terminal, is judged by the words before and after it. Safe for any number of threads.
 */
public final class SentenceEnds {

  /** Ideographic and other full stops that never stand inside a sentence. */
  private static final String WIDE_STOPS = "。！？｡．";

  private static final char ELLIPSIS = '…';

  private final Map<String, StopRules> rules = new ConcurrentHashMap<>();

  /**
   * The sentences of a block in their order, trimmed, each with at least one letter or digit.
   *
   * @param text the whole text
   * @param block where the block stands in it; line ends inside count as spaces
   * @param language BCP 47 code that chooses the abbreviations
   * @param caseless whether the text has no capitals, so that a small letter may begin a sentence
   * @param literals addresses and the like, in which no sentence ends, in their order
   */
  public List<Span> in(
      String text, Span block, String language, boolean caseless, List<Span> literals) {
    StopRules judge =
        rules.computeIfAbsent(
            ULocale.forLanguageTag(language).getLanguage(),
            code -> new StopRules(Abbreviations.of(code), code));
    List<Span> sentences = new ArrayList<>();
    int from = block.start();
    int literal = 0;
    for (int at = block.start(); at < block.end(); ) {
      while (literal < literals.size() && literals.get(literal).end() <= at) {
        literal++;
      }
      if (literal < literals.size() && literals.get(literal).start() <= at) {
        at = Math.min(block.end(), literals.get(literal).end());
        continue;
      }
      int c = text.codePointAt(at);
      if (!isStop(c)) {
        at += Character.charCount(c);
        continue;
      }
      Stop stop = Stop.at(text, at, new Span(from, block.end()));
      if (stop.next() < block.end() && judge.ends(stop, caseless)) {
        addTrimmed(text, from, stop.end(), sentences);
        from = stop.end();
      }
      at = stop.end();
    }
    addTrimmed(text, from, block.end(), sentences);
    return sentences;
  }

  /** Whether a character may end a sentence. */
  static boolean isStop(int c) {
    return c < 0x80
        ? c == '.' || c == '!' || c == '?'
        : c == ELLIPSIS || UCharacter.hasBinaryProperty(c, UProperty.S_TERM);
  }

  /** Whether a stop ends a sentence whatever stands around it. */
  static boolean isWide(int c) {
    return WIDE_STOPS.indexOf(c) >= 0;
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

  /** White space, spaces of any width, and characters that nobody sees. */
  static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || c == '\uFEFF'
        || c == '\u200B';
  }
}
