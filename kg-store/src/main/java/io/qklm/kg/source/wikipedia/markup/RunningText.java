package io.qklm.kg.source.wikipedia.markup;

import java.util.ArrayList;
import java.util.List;

/** Text under construction, with the links and bold pieces in it; lines become blocks. */
final class RunningText {

  private final StringBuilder text = new StringBuilder();
  private final List<PageLink> links = new ArrayList<>();
  private final List<int[]> bold = new ArrayList<>();
  private int boldFrom = -1;

  int length() {
    return text.length();
  }

  void append(char c) {
    if (c == Cleaned.NOTHING) {
      return;
    }
    if (c == '\n') {
      // Bold ends with its line, said or not.
      endBold();
    }
    text.append(c);
  }

  void append(String words) {
    text.append(words);
  }

  /** Bold begins or ends. */
  void bold() {
    if (boldFrom < 0) {
      boldFrom = text.length();
    } else {
      endBold();
    }
  }

  private void endBold() {
    if (boldFrom >= 0 && text.length() > boldFrom) {
      bold.add(new int[] {boldFrom, text.length()});
    }
    boldFrom = -1;
  }

  void link(String title, int start, boolean section) {
    if (text.length() > start && text.indexOf("\n", start) < 0) {
      links.add(new PageLink(title, start, text.length(), section));
    }
  }

  List<TextBlock> blocks() {
    endBold();
    List<TextBlock> blocks = new ArrayList<>();
    int link = 0;
    int piece = 0;
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf("\n", from);
      end = end < 0 ? text.length() : end;
      int firstLink = link;
      while (link < links.size() && links.get(link).start() < end) {
        link++;
      }
      int firstPiece = piece;
      while (piece < bold.size() && bold.get(piece)[0] < end) {
        piece++;
      }
      block(from, end, links.subList(firstLink, link), bold.subList(firstPiece, piece), blocks);
      from = end + 1;
    }
    return blocks;
  }

  private void block(
      int from, int to, List<PageLink> its, List<int[]> boldPieces, List<TextBlock> blocks) {
    int start = from;
    while (start < to && " \t".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    TextBlock.Kind kind = TextBlock.Kind.PARAGRAPH;
    int end = to;
    if (start < to && text.charAt(start) == '=' && start == from) {
      kind = TextBlock.Kind.HEADING;
      while (end > start && "= \t".indexOf(text.charAt(end - 1)) >= 0) {
        end--;
      }
      while (start < end && "= \t".indexOf(text.charAt(start)) >= 0) {
        start++;
      }
    } else if (start < to && "*#:;".indexOf(text.charAt(start)) >= 0) {
      kind = TextBlock.Kind.ITEM;
      while (start < to && "*#:; \t".indexOf(text.charAt(start)) >= 0) {
        start++;
      }
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    if (start >= end || text.substring(start, end).chars().allMatch(c -> c == '-')) {
      return;
    }
    List<PageLink> shifted = new ArrayList<>(its.size());
    for (PageLink link : its) {
      int linkStart = Math.max(link.start(), start);
      int linkEnd = Math.min(link.end(), end);
      while (linkStart < linkEnd && Character.isWhitespace(text.charAt(linkStart))) {
        linkStart++;
      }
      while (linkEnd > linkStart && Character.isWhitespace(text.charAt(linkEnd - 1))) {
        linkEnd--;
      }
      if (linkEnd > linkStart) {
        shifted.add(new PageLink(link.title(), linkStart - start, linkEnd - start, link.section()));
      }
    }
    List<String> pieces = new ArrayList<>(boldPieces.size());
    for (int[] piece : boldPieces) {
      String words =
          Cleaned.shown(
                  text.substring(
                      Math.min(end, Math.max(start, piece[0])),
                      Math.max(start, Math.min(end, piece[1]))))
              .strip();
      if (!words.isEmpty()) {
        pieces.add(words);
      }
    }
    blocks.add(new TextBlock(kind, Cleaned.shown(text.substring(start, end)), shifted, pieces));
  }
}
