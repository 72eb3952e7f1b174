package io.qklm.model.annotate;

import io.qklm.document.SegmentedText;
import io.qklm.document.SentenceSplitter;
import io.qklm.model.linking.Link;
import io.qklm.text.Span;
import java.util.List;
import java.util.Optional;

/**
 * A text and the title above it. Where the text's first line is the title again, it is read once:
 * there, so that it neither costs twice nor agrees with itself.
 *
 * @param text what is read
 * @param title to be read beside it; empty where there is none, it is blank, or the text repeats it
 * @param repeat where the text repeats it
 */
public record TitledText(
    SegmentedText text, Optional<SegmentedText> title, Optional<Repeat> repeat) {

  /** UTF-16 units of a title that are read; what is longer is none. */
  private static final int LONGEST = 500;

  /**
   * Where the title stands in the text.
   *
   * @param span of the text, UTF-16 units
   * @param ahead units that the title has in front of it: white space
   */
  public record Repeat(Span span, int ahead) {}

  /** A text without title. */
  public static TitledText of(SegmentedText text) {
    return new TitledText(text, Optional.empty(), Optional.empty());
  }

  /**
   * A text with the title that its sender gave.
   *
   * @param language of the text, a BCP 47 code
   */
  public static TitledText of(
      SegmentedText text, Optional<String> given, SentenceSplitter splitter, String language) {
    if (given.isEmpty() || given.get().isBlank()) {
      return of(text);
    }
    String title = head(given.get());
    Optional<Repeat> repeat = repeat(text.text(), title);
    return repeat.isPresent()
        ? new TitledText(text, Optional.empty(), repeat)
        : new TitledText(text, Optional.of(splitter.segment(title, language)), Optional.empty());
  }

  private static String head(String title) {
    if (title.length() <= LONGEST) {
      return title;
    }
    boolean splits = Character.isHighSurrogate(title.charAt(LONGEST - 1));
    return title.substring(0, splits ? LONGEST - 1 : LONGEST);
  }

  private static Optional<Repeat> repeat(String text, String title) {
    String words = title.strip();
    int start = blanks(text);
    int end = start + words.length();
    boolean again = text.startsWith(words, start) && endsLine(text, end);
    return again ? Optional.of(new Repeat(new Span(start, end), blanks(title))) : Optional.empty();
  }

  /** White space in front. */
  private static int blanks(String text) {
    return text.length() - text.stripLeading().length();
  }

  private static boolean endsLine(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at == text.length() || text.charAt(at) == '\n' || text.charAt(at) == '\r';
  }

  /** The links of the text that stand in its repeated title, by their places in the title. */
  public List<Link> repeated(List<Link> links) {
    return repeat
        .map(
            again ->
                links.stream()
                    .filter(link -> link.span().end() <= again.span().end())
                    .map(link -> moved(link, again.ahead() - again.span().start()))
                    .toList())
        .orElse(List.of());
  }

  private static Link moved(Link link, int by) {
    Span span = new Span(link.span().start() + by, link.span().end() + by);
    return new Link(span, link.kind(), link.entity(), link.score());
  }
}
