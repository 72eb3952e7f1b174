package io.qklm.document.layout;

import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * One line of a text.
 *
 * @param span without white space at its ends, UTF-16 units of the text; not empty
 * @param indentation columns of white space before it
 * @param blankBefore whether a blank line, a page break or the text's begin stands before it
 */
record Line(String text, Span span, int indentation, boolean blankBefore) {

  private static final char NEXT_LINE = '\u0085';
  private static final char LINE_SEPARATOR = '\u2028';
  private static final char PARAGRAPH_SEPARATOR = '\u2029';
  private static final char VERTICAL_TAB = '\u000B';
  private static final char FORM_FEED = '\f';

  /** The lines of a text that have a character to show, by all of Unicode's line ends. */
  static List<Line> of(String text) {
    List<Line> lines = new ArrayList<>();
    boolean blank = true;
    // Tags of HTML that were left in a text end a line where a browser would end one.
    Iterator<Span> tags =
        HtmlTag.inParagraphs(text).stream().filter(HtmlTag::endsLine).map(HtmlTag::span).iterator();
    Span none = new Span(text.length() + 1, text.length() + 1);
    Span tag = tags.hasNext() ? tags.next() : none;
    int start = 0;
    while (start <= text.length()) {
      int end = start;
      while (end < text.length() && !endsLine(text.charAt(end)) && tag.start() != end) {
        end++;
      }
      Span shown = trimmed(text, start, end);
      if (shown.length() > 0) {
        lines.add(new Line(text, shown, indentation(text, start, shown.start()), blank));
        blank = false;
      } else {
        blank = true;
      }
      if (tag.start() == end) {
        // What a tag parts is as far apart as a blank line.
        blank = true;
        start = tag.end();
        tag = tags.hasNext() ? tags.next() : none;
        continue;
      }
      if (end < text.length()) {
        char c = text.charAt(end);
        blank |= c == PARAGRAPH_SEPARATOR || c == FORM_FEED;
        if (c == '\r' && end + 1 < text.length() && text.charAt(end + 1) == '\n') {
          end++;
        }
      }
      start = end + 1;
    }
    return lines;
  }

  static boolean endsLine(char c) {
    return c == '\n'
        || c == '\r'
        || c == NEXT_LINE
        || c == LINE_SEPARATOR
        || c == PARAGRAPH_SEPARATOR
        || c == VERTICAL_TAB
        || c == FORM_FEED;
  }

  private static Span trimmed(String text, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return new Span(from, to);
  }

  static boolean isBlank(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || c == '\uFEFF'
        || c == '\u200B';
  }

  private static int indentation(String text, int start, int shown) {
    int columns = 0;
    for (int i = start; i < shown; i++) {
      char c = text.charAt(i);
      columns += c == '\t' ? 4 : Character.isISOControl(c) ? 0 : 1;
    }
    return columns;
  }

  String words() {
    return span.in(text);
  }

  int length() {
    return span.length();
  }
}
