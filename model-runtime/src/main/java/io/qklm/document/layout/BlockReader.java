package io.qklm.document.layout;

import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Cuts a text into blocks and tells the kind of each. A line goes on with the one before it where
 * the text was wrapped; blank lines, bullets, rows, bylines and the like part blocks.
 */
public final class BlockReader {

  private static final int LONGEST_HEADING = 140;
  private static final int MOST_HEADING_WORDS = 22;

  private BlockReader() {}

  /**
   * The blocks of a text in their order; between them stand white space, tags and dashes alone. A
   * block is what it is by its paragraph and what stands before, so that a text which goes on
   * leaves earlier blocks as they were.
   */
  public static List<Block> blocks(String text) {
    List<Line> lines = Line.of(text);
    List<Block> blocks = new ArrayList<>();
    boolean numbered = false;
    for (int first = 0; first < lines.size(); ) {
      int end = first + 1;
      while (end < lines.size() && !lines.get(end).blankBefore()) {
        end++;
      }
      List<Line> paragraph = lines.subList(first, end);
      List<LineForm> forms = forms(paragraph, numbered);
      numbered |= forms.contains(LineForm.NUMBERED);
      addParagraph(text, paragraph, forms, blocks);
      first = end;
    }
    return blocks;
  }

  private static void addParagraph(
      String text, List<Line> lines, List<LineForm> forms, List<Block> blocks) {
    Wrapping wrapping = new Wrapping(lines);
    for (int first = 0; first < lines.size(); ) {
      int last = first;
      while (last + 1 < lines.size() && goesOn(forms, wrapping, first, last)) {
        last++;
      }
      Span span = new Span(lines.get(first).span().start(), lines.get(last).span().end());
      if (last > first && forms.get(first) == LineForm.PLAIN) {
        // What no line shows alone, several may show together.
        LineForm together = LineForm.of(span.in(text));
        add(text, span, together == LineForm.CAPTION ? together : LineForm.PLAIN, blocks);
      } else {
        add(text, span, forms.get(first), blocks);
      }
      first = last + 1;
    }
  }

  private static boolean goesOn(List<LineForm> forms, Wrapping wrapping, int first, int last) {
    LineForm form = forms.get(last);
    LineForm next = forms.get(last + 1);
    if (next.beginsBlock() || form.standsAlone()) {
      return false;
    }
    if (forms.get(first) == LineForm.BULLET || forms.get(first) == LineForm.NUMBERED) {
      return next != LineForm.NUMBERED && wrapping.itemGoesOn(last);
    }
    return next != LineForm.NUMBERED && wrapping.goesOn(last);
  }

  /**
   * The form of each line of a paragraph; what only several lines show together is looked at here.
   *
   * @param numbered whether an item with a number stands before
   */
  private static List<LineForm> forms(List<Line> lines, boolean numbered) {
    List<LineForm> forms = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      LineForm form = LineForm.of(lines.get(i).words());
      boolean inside = i > 0 && isInsideSentence(lines.get(i - 1), lines.get(i));
      forms.add(inside && form.isTold() ? LineForm.PLAIN : form);
    }
    long numbers = forms.stream().filter(form -> form == LineForm.NUMBERED).count();
    long speakers = forms.stream().filter(form -> form == LineForm.SPEAKER).count();
    for (int i = 0; i < forms.size(); i++) {
      LineForm form = forms.get(i);
      String words = lines.get(i).words();
      boolean alone =
          (form == LineForm.NUMBERED && !numbered && numbers < 2 && !isFirst(words))
              || (form == LineForm.SPEAKER && speakers < 2 && !isLoud(words));
      if (alone) {
        forms.set(i, LineForm.PLAIN);
      } else if (form == LineForm.PLAIN && isHeaderOfRows(lines, forms, i)) {
        forms.set(i, LineForm.ROW);
      }
    }
    return forms;
  }

  /** Whether a line goes on with what the line before it began: "by many people". */
  private static boolean isInsideSentence(Line before, Line line) {
    return Character.isLowerCase(line.words().codePointAt(0))
        && !LineForm.endsSentence(before.words());
  }

  /** Whether an item is the first of its list. */
  private static boolean isFirst(String words) {
    return words.startsWith("1.") || words.startsWith("(1)") || words.startsWith("1)");
  }

  /** Whether a speaker's name is written in capitals. */
  private static boolean isLoud(String words) {
    String name = words.substring(0, words.indexOf(':'));
    return name.length() > 2 && name.chars().noneMatch(Character::isLowerCase);
  }

  /** Short words above a row, as many as it has. */
  private static boolean isHeaderOfRows(List<Line> lines, List<LineForm> forms, int i) {
    if (i + 1 >= lines.size()
        || forms.get(i + 1) != LineForm.ROW
        || LineForm.endsSentence(lines.get(i).words())) {
      return false;
    }
    int own = count(lines.get(i).words());
    int below = count(lines.get(i + 1).words());
    return own >= 3 && Math.abs(own - below) <= 2;
  }

  private static int count(String words) {
    return words.split("\\s+", -1).length;
  }

  private static void add(String text, Span span, LineForm form, List<Block> blocks) {
    switch (form) {
      case ROW -> addCells(text, span, blocks);
      case BULLET, NUMBERED, TIMED -> blocks.add(new Block(BlockKind.LIST_ITEM, span));
      case BYLINE -> blocks.add(new Block(BlockKind.BYLINE, span));
      case BOILERPLATE -> blocks.add(new Block(BlockKind.BOILERPLATE, span));
      case CAPTION -> blocks.add(new Block(captionOrProse(span.in(text)), span));
      case SPEAKER -> blocks.add(new Block(BlockKind.PROSE, span));
      case PLAIN -> addPlain(text, span, blocks);
    }
  }

  /** A paragraph that points at its picture among other things is no caption as a whole. */
  private static BlockKind captionOrProse(String words) {
    int stop = words.indexOf(". ");
    return stop > 0 && stop < words.length() - 40 ? BlockKind.PROSE : BlockKind.CAPTION;
  }

  private static void addCells(String text, Span span, List<Block> blocks) {
    String words = span.in(text);
    Matcher gaps = LineForm.gaps(words);
    int start = 0;
    while (gaps.find()) {
      addCell(span.start() + start, span.start() + gaps.start(), blocks);
      start = gaps.end();
    }
    addCell(span.start() + start, span.end(), blocks);
  }

  private static void addCell(int start, int end, List<Block> blocks) {
    if (end > start) {
      blocks.add(new Block(BlockKind.TABLE_ROW, new Span(start, end)));
    }
  }

  private static void addPlain(String text, Span span, List<Block> blocks) {
    Optional<Datelines.Dateline> dateline = Datelines.at(text, span);
    if (dateline.isEmpty()) {
      blocks.add(new Block(isHeading(span.in(text)) ? BlockKind.HEADING : BlockKind.PROSE, span));
      return;
    }
    blocks.add(new Block(BlockKind.DATELINE, dateline.get().span()));
    int start = dateline.get().textStart();
    while (start < span.end() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (start < span.end()) {
      blocks.add(new Block(BlockKind.PROSE, new Span(start, span.end())));
    }
  }

  /** Short, begun as a sentence or a name is, and not ended as a sentence is. */
  private static boolean isHeading(String words) {
    if (words.length() > LONGEST_HEADING || LineForm.endsSentence(words)) {
      return false;
    }
    char last = words.charAt(words.length() - 1);
    if (last == ',' || last == ';' || Character.isLowerCase(words.codePointAt(0))) {
      return false;
    }
    return count(words) <= MOST_HEADING_WORDS;
  }
}
