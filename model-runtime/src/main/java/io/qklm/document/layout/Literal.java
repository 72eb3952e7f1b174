package io.qklm.document.layout;

import io.qklm.text.Span;
import java.util.Map;

/**
 * A stretch of a text that is written for machines rather than read as words.
 *
 * @param kind what it is
 * @param span where it stands, UTF-16 units
 */
public record Literal(Kind kind, Span span) {

  private static final Map<String, String> ENTITIES =
      Map.of(
          "&amp;",
          "&",
          "&lt;",
          "<",
          "&gt;",
          ">",
          "&quot;",
          "\"",
          "&apos;",
          "'",
          "&nbsp;",
          " ",
          "&ndash;",
          "–",
          "&mdash;",
          "—",
          "&hellip;",
          "…");

  /** What a reader sees of markup: nothing of a tag, the character of an entity. */
  public static String shown(String markup) {
    if (!markup.startsWith("&")) {
      return "";
    }
    String known = ENTITIES.get(markup);
    if (known != null || !markup.startsWith("&#")) {
      return known == null ? markup : known;
    }
    boolean hex = markup.startsWith("&#x");
    int code = Integer.parseInt(markup.substring(hex ? 3 : 2, markup.length() - 1), hex ? 16 : 10);
    return Character.isValidCodePoint(code) && !Character.isISOControl(code)
        ? Character.toString(code)
        : " ";
  }

  /** What a literal is. */
  public enum Kind {
    /** An address of the web or of mail, a path, or code: no name stands in it. */
    ADDRESS,
    /** A user's name behind {@code @}. */
    HANDLE,
    /** A word behind {@code #}. */
    HASHTAG,
    /** A tag or an entity of HTML or XML that was left in the text. */
    MARKUP
  }
}
