package io.qklm.document.html;

import org.jsoup.Jsoup;

/**
 * The text of HTML. Paragraphs, headings, list items, table rows and captions are separated by a
 * blank line, the cells of a row by a tab, and {@code <br>} is a line end. Scripts, styles,
 * comments and what a browser would not show are left out.
 */
public final class HtmlText {

  private static final int MOST_PASSES = 3;

  private HtmlText() {}

  /** The words of a page or a fragment; empty where it has none. */
  public static String of(String html) {
    TextLayout layout = new TextLayout(false);
    Jsoup.parse(html).body().traverse(layout);
    return layout.text();
  }

  /**
   * The same of a text whose only markup is inside its lines: its spaces and line ends are its own
   * and stay.
   */
  static String ofInline(String text) {
    TextLayout layout = new TextLayout(true);
    Jsoup.parse(text).body().traverse(layout);
    return layout.text();
  }

  /**
   * The words of a text that may be HTML, may be escaped more than once, or may be plain. Feeds
   * seldom say which.
   */
  public static String ofUncertain(String text) {
    String words = text;
    // Markup that was escaped twice too often is still code; beyond that it is meant to be seen.
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      Markup found = Markup.in(words);
      if (found == Markup.NONE) {
        return words;
      }
      String html = Markup.withoutStrays(words);
      words = found == Markup.BLOCKS ? of(html) : ofInline(html);
    }
    return words;
  }
}
