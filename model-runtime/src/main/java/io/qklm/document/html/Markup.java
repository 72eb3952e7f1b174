package io.qklm.document.html;

import io.qklm.document.layout.HtmlTag;
import java.util.List;
import org.jsoup.nodes.Entities;

/** Whether a text that should be plain holds HTML, and of what kind. */
public enum Markup {
  /** None: a plain text. */
  NONE,

  /** Inside the lines only, such as {@code <b>} or a reference; line ends are the text's own. */
  INLINE,

  /** Elements that begin lines, such as {@code <p>}: line ends mean nothing. */
  BLOCKS;

  private static final int LONGEST_REFERENCE = 33;

  /** What a text holds; looks at each character a bounded number of times. */
  public static Markup in(String text) {
    List<HtmlTag> tags = HtmlTag.in(text);
    if (tags.stream().anyMatch(HtmlTag::isOfPage)) {
      return BLOCKS;
    }
    return !tags.isEmpty() || hasReference(text) ? INLINE : NONE;
  }

  /**
   * The text with each {@code <} that begins no tag of HTML written as a reference, because a
   * parser would take what follows for one and leave it out.
   */
  static String withoutStrays(String text) {
    StringBuilder result = new StringBuilder(text.length() + 16);
    int from = 0;
    for (HtmlTag tag : HtmlTag.in(text)) {
      result.append(text.substring(from, tag.span().start()).replace("<", "&lt;"));
      result.append(tag.span().in(text));
      from = tag.span().end();
    }
    return result.append(text.substring(from).replace("<", "&lt;")).toString();
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
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '#';
  }

  private static boolean isKnown(String name) {
    return name.matches("#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}") || Entities.isNamedEntity(name);
  }
}
