package io.qklm.kg.source.wikipedia.markup;

import java.util.List;

/**
 * A line of running text.
 *
 * @param kind what it is
 * @param text without markup; not blank
 * @param links in the order of the text
 * @param bold what is bold in it, as pieces of the text
 */
public record TextBlock(Kind kind, String text, List<PageLink> links, List<String> bold) {

  /** Where a block stands. */
  public enum Kind {
    PARAGRAPH,
    HEADING,
    /** An item of a list of any kind, or an indented line. */
    ITEM,
    /** What stands below a picture. */
    CAPTION
  }

  public TextBlock {
    links = List.copyOf(links);
    bold = List.copyOf(bold);
  }

  /** The words of a link. */
  public String surface(PageLink link) {
    return text.substring(link.start(), link.end());
  }
}
