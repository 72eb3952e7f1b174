package io.qklm.measure.linked;

import io.qklm.text.Span;
import java.util.List;

/**
 * A text and the pages that names in it were linked to.
 *
 * @param id by set, page and place
 * @param text as written
 * @param links in the order of their spans; not every name has one
 */
public record LinkedText(String id, String text, List<Link> links) {

  public LinkedText {
    links = List.copyOf(links);
  }

  /**
   * A link.
   *
   * @param span UTF-16 units of the text
   * @param page title of the page, with underscores and a capital
   */
  public record Link(Span span, String page) {}
}
