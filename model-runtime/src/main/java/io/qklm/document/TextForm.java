package io.qklm.document;

import java.util.Locale;
import java.util.Optional;

/** What the text of a document is, or what it was made from. */
public enum TextForm {
  /** The sender did not say. It is read as it is, unless markup is noticed in it. */
  UNSPECIFIED,

  /** Plain, as the sender says: it is read as it is, whatever it looks like. */
  PLAIN,

  /** HTML, as the sender says: its words are extracted before it is read. */
  HTML,

  /** Extracted from HTML; offsets point into the extracted text. */
  FROM_HTML,

  /** Extracted from a text in which markup was noticed; offsets point into the extracted text. */
  FROM_MARKUP;

  /** What the text was extracted from, as it is written; empty where it was not. */
  public Optional<String> source() {
    return switch (this) {
      case FROM_HTML -> Optional.of("html");
      case FROM_MARKUP -> Optional.of("markup");
      case UNSPECIFIED, PLAIN, HTML -> Optional.empty();
    };
  }

  /**
   * What a media type says of a text, parameters such as a charset aside; {@link #UNSPECIFIED}
   * where it is of no text that is known.
   */
  public static TextForm ofMediaType(String type) {
    int end = type.indexOf(';');
    String bare = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return switch (bare) {
      case "text/plain" -> PLAIN;
      case "text/html", "application/xhtml+xml" -> HTML;
      default -> UNSPECIFIED;
    };
  }
}
