package io.qklm.model.answer.lexicon;

import io.qklm.text.Span;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A question as words.
 *
 * @param words in small letters without accents, an apostrophe between two of them
 * @param spans where each stands, UTF-16 units of the question
 */
public record QuestionText(List<String> words, List<Span> spans) {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  public QuestionText {
    words = List.copyOf(words);
    spans = List.copyOf(spans);
  }

  /** The words of {@code text}. */
  public static QuestionText of(String text) {
    List<String> words = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(plain(matcher.group()));
      spans.add(new Span(matcher.start(), matcher.end()));
    }
    return new QuestionText(words, spans);
  }

  static String plain(String word) {
    String small = word.toLowerCase(Locale.ROOT);
    return MARKS.matcher(Normalizer.normalize(small, Normalizer.Form.NFD)).replaceAll("");
  }

  public int size() {
    return words.size();
  }

  /** The words that overlap {@code span}. */
  public Words within(Span span) {
    int from = 0;
    while (from < spans.size() && spans.get(from).end() <= span.start()) {
      from++;
    }
    int to = from;
    while (to < spans.size() && spans.get(to).start() < span.end()) {
      to++;
    }
    return new Words(from, to);
  }

  /**
   * Some words in a row.
   *
   * @param from the first
   * @param to after the last; equal to {@code from} where there are none
   */
  public record Words(int from, int to) {

    /** None, anywhere. */
    public static final Words NONE = new Words(-1, -1);

    public boolean has(int word) {
      return word >= from && word < to;
    }

    public boolean isEmpty() {
      return from >= to;
    }

    public boolean overlaps(Words other) {
      return from < other.to && other.from < to;
    }
  }
}
