package io.qklm.document.html;

import io.qklm.document.layout.HtmlTag;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Writes down the words of a tree, with what must stand between them. Used once. */
final class TextLayout implements NodeVisitor {

  /** Never shown, or nothing to read. */
  private static final Set<String> SKIPPED =
      Set.of(
          "script",
          "style",
          "noscript",
          "template",
          "iframe",
          "object",
          "embed",
          "applet",
          "svg",
          "math",
          "canvas",
          "audio",
          "video",
          "map",
          "textarea",
          "select",
          "button",
          "datalist",
          "nav",
          "dialog",
          "head",
          "title",
          "xml",
          "rt",
          "rp");

  /** What is due before the next word; the largest wins. */
  private static final int NOTHING = 0;

  private static final int SPACE = 1;
  private static final int CELL = 2;
  private static final int LINE = 3;
  private static final int BLOCK = 4;

  private final StringBuilder out = new StringBuilder();
  private final boolean ownLines;
  private int due = BLOCK;
  private int preformatted;
  private int skipped;

  TextLayout(boolean ownLines) {
    this.ownLines = ownLines;
  }

  /** What was written, without blank ends. */
  String text() {
    return out.toString().strip();
  }

  @Override
  public void head(Node node, int depth) {
    if (node instanceof Element element) {
      String tag = element.normalName();
      if (skipped > 0 || isSkipped(element, tag)) {
        skipped++;
      } else if (tag.equals("br")) {
        lineEnd();
      } else if (tag.equals("td") || tag.equals("th")) {
        due(CELL);
      } else if (HtmlTag.isBlock(tag)) {
        due(BLOCK);
        preformatted += tag.equals("pre") ? 1 : 0;
      }
    } else if (node instanceof TextNode text && skipped == 0) {
      write(text.getWholeText());
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (!(node instanceof Element element)) {
      return;
    }
    if (skipped > 0) {
      skipped--;
      return;
    }
    String tag = element.normalName();
    if (HtmlTag.isBlock(tag)) {
      due(BLOCK);
      preformatted -= tag.equals("pre") ? 1 : 0;
    }
  }

  private static boolean isSkipped(Element element, String tag) {
    return SKIPPED.contains(tag)
        || element.hasAttr("hidden")
        || element.attr("style").replace(" ", "").toLowerCase(Locale.ROOT).contains("display:none");
  }

  /** A second line end after the first is a blank line. */
  private void lineEnd() {
    if (ownLines) {
      out.append('\n');
    } else {
      due(due >= LINE ? BLOCK : LINE);
    }
  }

  private void due(int wanted) {
    due = Math.max(due, wanted);
  }

  private void write(String words) {
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (isInvisible(c)) {
        continue;
      }
      boolean white = Character.isWhitespace(c) || c == '\u00A0';
      if (!white) {
        flush();
        out.append(c);
      } else if (ownLines || preformatted > 0) {
        writeAsIs(c);
      } else {
        due(SPACE);
      }
    }
  }

  private void writeAsIs(char white) {
    if (white == '\n') {
      // Blank lines inside are the text's own; those around a block are made by flush.
      flush();
      out.append('\n');
    } else if (white != '\r') {
      flush();
      out.append(white == '\t' ? '\t' : ' ');
    }
  }

  private void flush() {
    if (out.length() > 0) {
      switch (due) {
        case SPACE -> out.append(' ');
        case CELL -> out.append(out.charAt(out.length() - 1) == '\n' ? "" : "\t");
        case LINE -> out.append('\n');
        case BLOCK -> out.append("\n\n");
        default -> {}
      }
    }
    due = NOTHING;
  }

  /** Soft hyphens, marks where a word may be broken, and control characters. */
  private static boolean isInvisible(char c) {
    return c == '\u00AD'
        || c == '\u200B'
        || c == '\uFEFF'
        || (Character.isISOControl(c) && !Character.isWhitespace(c) && c != '\u0085');
  }
}
