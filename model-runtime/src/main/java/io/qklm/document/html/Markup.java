package io.qklm.document.html;

import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Entities;

/** Whether a text that should be plain holds HTML, and of what kind. */
public enum Markup {
  /** None: a plain text. */
  NONE,

  /** Inside the lines only, such as {@code <b>} or a reference; line ends are the text's own. */
  INLINE,

  /** Elements that begin lines, such as {@code <p>}: line ends mean nothing. */
  BLOCKS;

  /** Elements inside lines that news texts hold; block elements are {@link TextLayout}'s. */
  private static final Set<String> INLINE_TAGS =
      Set.of(
          "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd",
          "mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
          "var", "wbr");

  /** Elements whose content is no text. */
  private static final Set<String> OTHER_TAGS =
      Set.of(
          "html",
          "head",
          "body",
          "script",
          "style",
          "noscript",
          "iframe",
          "svg",
          "video",
          "audio",
          "object",
          "embed",
          "link",
          "meta",
          "form",
          "input",
          "button",
          "source",
          "picture");

  private static final Set<String> VOID = Set.of("br", "hr", "img", "wbr", "input", "link", "meta");
  private static final int LONGEST_NAME = 12;
  private static final int LONGEST_REFERENCE = 33;

  /** What a text holds; looks at each character a bounded number of times. */
  public static Markup in(String text) {
    Markup most = NONE;
    for (int i = text.indexOf('<'); i >= 0; i = text.indexOf('<', i + 1)) {
      Markup found = tagAt(text, i);
      if (found == BLOCKS) {
        return BLOCKS;
      }
      most = found == INLINE ? INLINE : most;
    }
    return most == INLINE || hasReference(text) ? INLINE : NONE;
  }

  /**
   * What begins with the {@code <} at a place. An opening tag inside a line counts with attributes
   * only: its closing tag, which must come, counts for it, and "use <b> for bold" has none.
   */
  private static Markup tagAt(String text, int open) {
    if (text.startsWith("<!--", open) || text.regionMatches(true, open, "<!doctype", 0, 9)) {
      return BLOCKS;
    }
    boolean closing = isClosing(text, open);
    String tag = nameAt(text, open);
    int end = open + (closing ? 2 : 1) + tag.length();
    boolean block = TextLayout.isBlock(tag) || OTHER_TAGS.contains(tag);
    if (!block && !INLINE_TAGS.contains(tag)) {
      return NONE;
    }
    boolean bare = closesAt(text, end);
    boolean counts = bare ? closing || block || VOID.contains(tag) : hasAttribute(text, end);
    if (!counts) {
      return NONE;
    }
    return block ? BLOCKS : INLINE;
  }

  /**
   * The text with each {@code <} that begins no tag of HTML written as a reference, because a
   * parser would take what follows for one and leave it out.
   */
  static String withoutStrays(String text) {
    StringBuilder result = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '<' && !beginsTag(text, i)) {
        result.append("&lt;");
      } else {
        result.append(c);
      }
    }
    return result.toString();
  }

  private static boolean beginsTag(String text, int open) {
    String tag = nameAt(text, open);
    return text.startsWith("<!", open)
        || TextLayout.isKnown(tag)
        || OTHER_TAGS.contains(tag)
        || INLINE_TAGS.contains(tag);
  }

  private static boolean isClosing(String text, int open) {
    return open + 1 < text.length() && text.charAt(open + 1) == '/';
  }

  /** The name of the tag that begins at a place, in lower case; empty where none does. */
  private static String nameAt(String text, int open) {
    int start = open + (isClosing(text, open) ? 2 : 1);
    int end = start;
    while (end < text.length() && end - start < LONGEST_NAME && isNamePart(text.charAt(end))) {
      end++;
    }
    return text.substring(Math.min(start, end), end).toLowerCase(Locale.ROOT);
  }

  private static boolean isNamePart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static int afterWhite(String text, int from) {
    int i = from;
    while (i < text.length() && i - from < LONGEST_NAME && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean closesAt(String text, int from) {
    int i = afterWhite(text, from);
    if (i < text.length() && text.charAt(i) == '/') {
      i++;
    }
    return i < text.length() && text.charAt(i) == '>';
  }

  private static boolean hasAttribute(String text, int from) {
    int start = afterWhite(text, from);
    int i = start;
    while (i < text.length() && i - start < LONGEST_REFERENCE && isAttributePart(text.charAt(i))) {
      i++;
    }
    if (start == from || i == start) {
      return false;
    }
    int equals = afterWhite(text, i);
    return equals < text.length() && text.charAt(equals) == '=';
  }

  private static boolean isAttributePart(char c) {
    return isNamePart(c) || c == '-' || c == ':' || c == '_';
  }

  private static boolean hasReference(String text) {
    for (int i = text.indexOf('&'); i >= 0; i = text.indexOf('&', i + 1)) {
      int end = i + 1;
      while (end < text.length() && end - i < LONGEST_REFERENCE && isReference(text.charAt(end))) {
        end++;
      }
      if (end < text.length() && text.charAt(end) == ';' && isKnown(text.substring(i + 1, end))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isReference(char c) {
    return isNamePart(c) || c == '#';
  }

  private static boolean isKnown(String name) {
    return name.matches("#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}") || Entities.isNamedEntity(name);
  }
}
