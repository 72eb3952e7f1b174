package io.qklm.deploy.terminal;

import java.util.ArrayList;
import java.util.List;

/** Text whose parts have inks, broken into lines between words. Chinese breaks anywhere. */
public final class StyledText {

  private record Word(String text, List<Ink> inks, boolean spaceBefore) {}

  private final List<Word> words = new ArrayList<>();
  private boolean spacePending;

  /** Adds text in the given inks; white space only separates. */
  public StyledText add(String text, Ink... inks) {
    List<Ink> inked = List.of(inks);
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isWhitespace(c) || Character.isISOControl(c)) {
        flush(word, inked);
        spacePending = true;
      } else if (columns(c) == 2) {
        flush(word, inked);
        flush(word.appendCodePoint(c), inked);
      } else {
        word.appendCodePoint(c);
      }
    }
    flush(word, inked);
    return this;
  }

  private void flush(StringBuilder word, List<Ink> inks) {
    if (!word.isEmpty()) {
      words.add(new Word(word.toString(), inks, spacePending));
      spacePending = false;
      word.setLength(0);
    }
  }

  /** Lines of at most {@code width} columns, each behind {@code indent}; a longer word stands. */
  public List<String> lines(Terminal terminal, int width, String indent) {
    List<String> lines = new ArrayList<>();
    Line line = new Line(terminal, indent);
    for (int i = 0; i < words.size(); ) {
      int end = unbreakable(i);
      List<Word> together = words.subList(i, end);
      int length = together.stream().mapToInt(word -> columns(word.text)).sum();
      int space = together.get(0).spaceBefore && !line.empty() ? 1 : 0;
      if (!line.empty() && line.used + space + length > width) {
        lines.add(line.end());
        line = new Line(terminal, indent);
      }
      together.forEach(line::add);
      i = end;
    }
    if (!line.empty()) {
      lines.add(line.end());
    }
    return lines;
  }

  /** A line that grows; neighbours of the same inks, and the space between, are inked at once. */
  private static final class Line {
    private final Terminal terminal;
    private final StringBuilder text;
    private final StringBuilder run = new StringBuilder();
    private final int indent;
    private List<Ink> runInks = List.of();
    private int used;

    Line(Terminal terminal, String indent) {
      this.terminal = terminal;
      this.text = new StringBuilder(indent);
      this.indent = indent.length();
      this.used = this.indent;
    }

    boolean empty() {
      return used == indent;
    }

    void add(Word word) {
      boolean space = word.spaceBefore && !empty();
      if (!word.inks.equals(runInks)) {
        endRun();
        runInks = word.inks;
        text.append(space ? " " : "");
      } else if (space) {
        run.append(' ');
      }
      run.append(word.text);
      used += columns(word.text) + (space ? 1 : 0);
    }

    private void endRun() {
      text.append(terminal.ink(run.toString(), runInks.toArray(new Ink[0])));
      run.setLength(0);
    }

    String end() {
      endRun();
      return text.toString();
    }
  }

  /** End of the words from {@code start} that stick together, such as a name and its comma. */
  private int unbreakable(int start) {
    int end = start + 1;
    while (end < words.size()
        && !words.get(end).spaceBefore
        && columns(words.get(end).text.codePointAt(0)) == 1
        && columns(words.get(end - 1).text.codePointAt(0)) == 1) {
      end++;
    }
    return end;
  }

  /** Columns a text takes on a terminal. */
  public static int columns(String text) {
    return text.codePoints().map(StyledText::columns).sum();
  }

  private static int columns(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        (codePoint >= 0x1100 && codePoint <= 0x115F)
            || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
            || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
            || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
            || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
            || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
            || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
            || (codePoint >= 0x20000 && codePoint <= 0x3FFFD);
    return wide ? 2 : 1;
  }
}
