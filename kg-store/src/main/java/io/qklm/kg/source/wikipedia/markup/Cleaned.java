package io.qklm.kg.source.wikipedia.markup;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Wikitext without what is no text and holds no links of it: comments, references, formulas,
 * galleries, HTML tags. What stands between {@code nowiki} tags keeps its characters in a guise
 * that no later step takes for markup; {@link #shown} gives them back.
 */
final class Cleaned {

  /** Elements that go with all that is in them. */
  private static final Set<String> DROPPED =
      Set.of(
          "ref",
          "math",
          "chem",
          "ce",
          "gallery",
          "timeline",
          "score",
          "syntaxhighlight",
          "source",
          "imagemap",
          "hiero",
          "templatedata",
          "graph",
          "mapframe",
          "maplink",
          "references",
          "templatestyles",
          "indicator",
          "section",
          "inputbox",
          "categorytree",
          "includeonly");

  /** Elements whose tags go and whose text stays. */
  private static final Set<String> TAGS =
      Set.of(
          "a",
          "abbr",
          "b",
          "bdi",
          "bdo",
          "big",
          "blockquote",
          "br",
          "caption",
          "center",
          "cite",
          "code",
          "data",
          "dd",
          "del",
          "dfn",
          "div",
          "dl",
          "dt",
          "em",
          "font",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "hr",
          "i",
          "img",
          "ins",
          "kbd",
          "li",
          "mark",
          "noinclude",
          "nowiki",
          "ol",
          "onlyinclude",
          "p",
          "poem",
          "pre",
          "q",
          "rb",
          "rp",
          "rt",
          "rtc",
          "ruby",
          "s",
          "samp",
          "small",
          "span",
          "strike",
          "strong",
          "sub",
          "sup",
          "table",
          "tbody",
          "td",
          "th",
          "thead",
          "time",
          "tr",
          "tt",
          "u",
          "ul",
          "var",
          "wbr");

  /** Elements that part words. */
  private static final Set<String> SPACES =
      Set.of("br", "div", "p", "li", "td", "th", "tr", "dd", "dt", "hr");

  private static final Set<String> LITERAL = Set.of("nowiki", "pre");

  /** Longest tag with its attributes. */
  private static final int LONGEST_TAG = 2_000;

  private static final String MARKS = "[]{}|'=*#:;<>&_!-\n ";

  /** Shows nothing. */
  static final char NOTHING = '\uE000';

  private static final char GUISE = '\uE000';
  private static final char LAST_GUISE = '\uE07F';

  private final String text;
  private final StringBuilder out;

  /** Elements that are not closed from here on, so that nothing is searched for twice. */
  private final Set<String> unclosed = new HashSet<>();

  private Cleaned(String text) {
    this.text = text;
    this.out = new StringBuilder(text.length());
  }

  static String of(String wikitext) {
    return new Cleaned(wikitext).clean();
  }

  /** Text whose literal characters are themselves again. */
  static String shown(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (disguised(text.charAt(i))) {
        StringBuilder shown = new StringBuilder(text);
        for (int k = i; k < shown.length(); k++) {
          char c = shown.charAt(k);
          if (disguised(c)) {
            shown.setCharAt(k, c == GUISE + '\n' ? ' ' : (char) (c - GUISE));
          }
        }
        return shown.toString();
      }
    }
    return text;
  }

  private static boolean disguised(char c) {
    return c >= GUISE && c <= LAST_GUISE;
  }

  private String clean() {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '<') {
        i = tag(i);
      } else if (c == '_' && text.startsWith("__", i)) {
        i = switchWord(i);
      } else if (c != '\r') {
        out.append(disguised(c) ? '\uFFFD' : c);
        i++;
      } else {
        i++;
      }
    }
    return out.toString();
  }

  /** Words such as {@code __NOTOC__}. */
  private int switchWord(int at) {
    int end = at + 2;
    while (end < text.length()
        && end - at < 40
        && text.charAt(end) != '_'
        && Character.isLetter(text.charAt(end))) {
      end++;
    }
    if (end > at + 2
        && text.startsWith("__", end)
        && text.substring(at + 2, end)
            .equals(text.substring(at + 2, end).toUpperCase(Locale.ROOT))) {
      return end + 2;
    }
    out.append('_');
    return at + 1;
  }

  /** Handles a tag; where reading goes on. */
  private int tag(int at) {
    if (text.startsWith("<!--", at)) {
      int end = text.indexOf("-->", at + 4);
      return end < 0 ? text.length() : end + 3;
    }
    boolean closes = text.startsWith("</", at);
    int nameAt = closes ? at + 2 : at + 1;
    int nameEnd = nameAt;
    while (nameEnd < text.length()
        && nameEnd - nameAt < 20
        && Character.isLetterOrDigit(text.charAt(nameEnd))) {
      nameEnd++;
    }
    String name = text.substring(nameAt, nameEnd).toLowerCase(Locale.ROOT);
    boolean dropped = DROPPED.contains(name);
    if (!dropped && !TAGS.contains(name)) {
      out.append('<');
      return at + 1;
    }
    int end = tagEnd(nameEnd);
    if (end < 0) {
      out.append('<');
      return at + 1;
    }
    boolean whole = text.charAt(end - 2) == '/';
    if (SPACES.contains(name)) {
      out.append(' ');
    }
    if (whole && LITERAL.contains(name)) {
      // It shows nothing, and what follows belongs to nothing before it.
      out.append(NOTHING);
    }
    if (closes || whole || !(dropped || LITERAL.contains(name))) {
      return end;
    }
    int close = closing(name, end);
    if (close < 0) {
      return end;
    }
    if (!dropped) {
      literal(end, close);
    }
    int after = tagEnd(close + 2 + name.length());
    return after < 0 ? close + 2 + name.length() : after;
  }

  /** Behind the next {@code >}, -1 where it is too far. */
  private int tagEnd(int from) {
    int limit = Math.min(text.length(), from + LONGEST_TAG);
    for (int i = from; i < limit; i++) {
      char c = text.charAt(i);
      if (c == '>') {
        return i + 1;
      }
      if (c == '<') {
        return -1;
      }
    }
    return -1;
  }

  private int closing(String name, int from) {
    if (unclosed.contains(name)) {
      return -1;
    }
    for (int at = text.indexOf("</", from); at >= 0; at = text.indexOf("</", at + 2)) {
      if (text.regionMatches(true, at + 2, name, 0, name.length())) {
        return at;
      }
    }
    unclosed.add(name);
    return -1;
  }

  private void literal(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (MARKS.indexOf(c) >= 0) {
        out.append((char) (GUISE + c));
      } else {
        out.append(disguised(c) ? '\uFFFD' : c);
      }
    }
  }
}
