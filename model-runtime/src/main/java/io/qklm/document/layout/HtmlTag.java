package io.qklm.document.layout;

import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Tag;

/**
 * A tag, a comment or a declaration of HTML in a text that may hold other things in angle brackets:
 * tickers, addresses, types of a programming language, talk about tags. What is none is text to all
 * readers alike.
 *
 * <p>It has a name that HTML has, and attributes; or it stands alone and closes something, needs no
 * closing, or is closed further on. An opening tag of a block that nobody closes, as {@code <p>} in
 * many feeds, is one where a block may begin: at a line's begin or end, behind the end of a
 * sentence or another tag, close behind a word, or in small letters before a capital. "Passaic
 * Power {@code <P>} said" has none.
 *
 * @param name in lower case; empty for a comment or a declaration
 * @param span from {@code <} to {@code >}, or to the end of the text where it was cut; UTF-16 units
 */
public record HtmlTag(String name, Span span) {

  /** Elements that begin and end lines of their own in a browser. */
  private static final Set<String> BLOCKS =
      Set.of(
          ("address article aside blockquote body caption center dd details dir div dl dt fieldset"
                  + " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main"
                  + " menu nav ol p pre search section summary table tbody tfoot thead tr ul")
              .split(" ", -1));

  /** Elements that end a line or a cell. */
  private static final Set<String> PARTS = Set.of("br", "td", "th");

  /** Elements of a page whose content is no text inside a line. */
  private static final Set<String> PAGE =
      Set.of(
          ("html head script style noscript iframe svg video audio object embed link meta input"
                  + " button source picture title")
              .split(" ", -1));

  /** Elements that say something without attributes or a closing tag. */
  private static final Set<String> BARE = Set.of("br", "hr", "wbr");

  private static final Pattern BLANK_LINE = Pattern.compile("(?>\\R)\\h*+\\R");

  /**
   * The tags of a text's paragraphs, each told by its own paragraph alone, so that a text which
   * goes on leaves what was read as it was.
   */
  static List<HtmlTag> inParagraphs(String text) {
    if (text.indexOf('<') < 0) {
      return List.of();
    }
    List<HtmlTag> tags = new ArrayList<>();
    Matcher blank = BLANK_LINE.matcher(text);
    for (int start = 0; start < text.length(); ) {
      int end = blank.find(start) ? blank.end() : text.length();
      for (HtmlTag tag : in(text.substring(start, end))) {
        Span span = new Span(start + tag.span().start(), start + tag.span().end());
        tags.add(new HtmlTag(tag.name(), span));
      }
      start = end;
    }
    return tags;
  }

  /** The tags of a text in their order; looks at each character a bounded number of times. */
  public static List<HtmlTag> in(String text) {
    return text.indexOf('<') < 0 ? List.of() : new HtmlTags(text).all();
  }

  /** Whether an element of this name begins and ends lines of its own. */
  public static boolean isBlock(String name) {
    return BLOCKS.contains(name);
  }

  static boolean isKnown(String name) {
    // Names with a prefix are those of programs for office work.
    int prefix = name.indexOf(':');
    return isBlock(name)
        || PAGE.contains(name)
        || Tag.isKnownTag(name)
        || (prefix > 0 && prefix < name.length() - 1);
  }

  static boolean needsNoClosing(String name) {
    return BARE.contains(name);
  }

  /** Whether a browser ends a line or a cell at the tag. */
  public boolean endsLine() {
    return isBlock(name) || PARTS.contains(name);
  }

  /** Whether the tag is of a page with blocks, not of words inside a line. */
  public boolean isOfPage() {
    return name.isEmpty() || endsLine() || PAGE.contains(name);
  }
}
