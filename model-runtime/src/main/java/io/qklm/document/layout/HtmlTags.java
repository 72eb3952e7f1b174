package io.qklm.document.layout;

import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the tags of one text. Used once. */
final class HtmlTags {

  private static final int LONGEST_NAME = 12;

  /** UTF-16 units of a tag at most: an attribute may hold a small picture. */
  private static final int LONGEST_TAG = 4_000;

  /** Units that are looked at again behind what began as a tag and was none, at most. */
  private static final int MOST_AGAIN = 1_000_000;

  /** What looks like a tag, and whether it is one without anything further on. */
  private record Seen(HtmlTag tag, boolean sure) {}

  private final String text;
  private final List<Seen> seen = new ArrayList<>();

  /** Where each element is closed last. */
  private final Map<String, Integer> closed = new HashMap<>();

  private int again;

  HtmlTags(String text) {
    this.text = text;
  }

  List<HtmlTag> all() {
    int at = text.indexOf('<');
    while (at >= 0 && again < MOST_AGAIN) {
      int known = seen.size();
      look(at);
      int next = known < seen.size() ? seen.get(known).tag().span().end() : at + 1;
      at = text.indexOf('<', next);
    }
    List<HtmlTag> tags = counted(false);
    // Where a block shows that the text is HTML, what nobody closes is a tag of the same writer.
    return tags.stream().anyMatch(tag -> tag.endsLine() && isSmall(tag.span()))
        ? counted(true)
        : tags;
  }

  private List<HtmlTag> counted(boolean html) {
    List<HtmlTag> tags = new ArrayList<>(seen.size());
    int end = -1;
    for (Seen one : seen) {
      HtmlTag tag = one.tag();
      // What would hide the text behind it must be closed.
      boolean hides = tag.isOfPage() && !tag.endsLine();
      if (one.sure()
          || isClosed(tag)
          || (tag.endsLine() && beginsBlock(tag.span(), end))
          || (html && !hides && isSmall(tag.span()))) {
        tags.add(tag);
        end = tag.isOfPage() ? tag.span().end() : end;
      }
    }
    return tags;
  }

  private boolean isSmall(Span tag) {
    return Character.isLowerCase(text.charAt(tag.start() + 1))
        || Character.isLowerCase(text.charAt(Math.min(tag.end() - 1, tag.start() + 2)));
  }

  private boolean isClosed(HtmlTag tag) {
    return closed.getOrDefault(tag.name(), -1) > tag.span().start();
  }

  private void look(int open) {
    if (text.startsWith("<!", open) || text.startsWith("<?", open)) {
      lookAtDeclaration(open);
      return;
    }
    boolean closing = open + 1 < text.length() && text.charAt(open + 1) == '/';
    int start = open + (closing ? 2 : 1);
    int nameEnd = nameEnd(start);
    String name = text.substring(Math.min(start, nameEnd), nameEnd).toLowerCase(Locale.ROOT);
    if (name.isEmpty() || !HtmlTag.isKnown(name)) {
      return;
    }
    int at = afterWhite(nameEnd);
    int bare = at < text.length() && text.charAt(at) == '/' ? at + 1 : at;
    if (bare < text.length() && text.charAt(bare) == '>') {
      HtmlTag tag = new HtmlTag(name, new Span(open, bare + 1));
      boolean sure = closing || bare > at || HtmlTag.needsNoClosing(name);
      seen.add(new Seen(tag, sure));
      if (closing) {
        closed.put(name, open);
      }
    } else if (at > nameEnd && isAttribute(at)) {
      int end = endOfAttributes(at);
      again += end < 0 ? LONGEST_TAG : 0;
      if (end >= 0) {
        seen.add(new Seen(new HtmlTag(name, new Span(open, end)), true));
      }
    }
  }

  private void lookAtDeclaration(int open) {
    String end = "";
    if (text.startsWith("<?xml", open) || text.startsWith("<?php", open)) {
      end = "?>";
    } else if (text.startsWith("<!--", open)) {
      end = "-->";
    } else if (text.startsWith("<![CDATA[", open)) {
      end = "]]>";
    } else if (text.regionMatches(true, open, "<!doctype", 0, 9)) {
      end = ">";
    }
    if (end.isEmpty()) {
      return;
    }
    int at = text.indexOf(end, open + 2);
    if (at < 0) {
      again += text.length() - open;
    } else {
      seen.add(new Seen(new HtmlTag("", new Span(open, at + end.length())), true));
    }
  }

  /** Whether a block may begin at an opening tag that nobody closes. */
  private boolean beginsBlock(Span tag, int endOfTag) {
    int before = tag.start() - 1;
    while (before >= 0 && isGap(text.charAt(before))) {
      before--;
    }
    int after = tag.end();
    while (after < text.length() && isGap(text.charAt(after))) {
      after++;
    }
    boolean begins =
        before < 0
            || before == endOfTag - 1
            || (before == tag.start() - 1 && Character.isLetterOrDigit(text.charAt(before)))
            || Line.endsLine(text.charAt(before))
            || LineForm.endsSentence(text.substring(Math.max(0, before - 4), before + 1));
    boolean ends = after == text.length() || Line.endsLine(text.charAt(after));
    boolean small = Character.isLowerCase(text.charAt(tag.start() + 1));
    return begins || (small && (ends || Character.isUpperCase(text.codePointAt(after))));
  }

  private static boolean isGap(char c) {
    return Character.isWhitespace(c) && !Line.endsLine(c);
  }

  private int nameEnd(int start) {
    int end = start;
    while (end < text.length() && end - start < LONGEST_NAME && isNamePart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isNamePart(char c) {
    return c == ':' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private int afterWhite(int from) {
    int at = from;
    while (at < text.length()
        && at - from < LONGEST_NAME
        && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Whether a name with a value stands at a place. */
  private boolean isAttribute(int start) {
    int end = start;
    while (end < text.length() && end - start < 4 * LONGEST_NAME && isAttributePart(end)) {
      end++;
    }
    int equals = afterWhite(end);
    return end > start && equals < text.length() && text.charAt(equals) == '=';
  }

  private boolean isAttributePart(int at) {
    char c = text.charAt(at);
    return isNamePart(c) || c == '-' || c == ':' || c == '_' || c == '@' || c == '.';
  }

  /**
   * Behind the {@code >} that ends a tag, which no quoted value holds; the end of the text where it
   * was cut inside the tag, -1 where a tag is not so long.
   */
  private int endOfAttributes(int from) {
    char quote = 0;
    int end = Math.min(text.length(), from + LONGEST_TAG);
    for (int at = from; at < end; at++) {
      char c = text.charAt(at);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if ((c == '"' || c == '\'') && text.charAt(at - 1) == '=') {
        quote = c;
      } else if (c == '>') {
        return at + 1;
      }
    }
    return end == text.length() ? end : -1;
  }
}
