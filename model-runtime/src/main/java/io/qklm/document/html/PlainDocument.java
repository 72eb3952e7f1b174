package io.qklm.document.html;

import io.qklm.document.Document;
import io.qklm.document.TextForm;
import java.util.Optional;

/**
 * A document as the engine reads it: its text is plain, whatever was sent.
 *
 * @param document the sender's own where its text was plain already
 * @param cut whether some of the HTML was left out because it was too long
 */
public record PlainDocument(Document document, boolean cut) {

  /** UTF-16 units of HTML that are looked at for each code point of text that is wanted. */
  private static final int UNITS_OF_MARKUP = 20;

  /** Looked at whatever is wanted: the head of a page may be long. */
  private static final int LEAST_UNITS = 200_000;

  /**
   * The plain reading of a document; empty where its markup holds no words.
   *
   * @param wanted code points of text that will be read
   */
  public static Optional<PlainDocument> of(Document document, int wanted) {
    String text = document.text();
    return switch (document.form()) {
      case PLAIN, FROM_HTML, FROM_MARKUP -> Optional.of(new PlainDocument(document, false));
      case HTML -> {
        String head = head(text, wanted);
        yield extracted(document, HtmlText.of(head), TextForm.FROM_HTML, head, wanted);
      }
      case UNSPECIFIED -> {
        if (Markup.in(text) == Markup.NONE) {
          yield Optional.of(new PlainDocument(document, false));
        }
        String head = head(text, wanted);
        String words = HtmlText.ofUncertain(head);
        yield extracted(document, words, TextForm.FROM_MARKUP, head, wanted);
      }
    };
  }

  private static Optional<PlainDocument> extracted(
      Document document, String words, TextForm form, String head, int wanted) {
    if (words.isBlank()) {
      return Optional.empty();
    }
    // The record carries the text, so no more of it than is read.
    int units =
        words.length() <= wanted || words.codePointCount(0, words.length()) <= wanted
            ? words.length()
            : words.offsetByCodePoints(0, wanted);
    boolean cut = units < words.length() || head.length() < document.text().length();
    return Optional.of(new PlainDocument(document.withText(words.substring(0, units), form), cut));
  }

  private static String head(String text, int wanted) {
    long most = Math.max(LEAST_UNITS, (long) wanted * UNITS_OF_MARKUP);
    if (text.length() <= most) {
      return text;
    }
    int end = (int) most;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }
}
