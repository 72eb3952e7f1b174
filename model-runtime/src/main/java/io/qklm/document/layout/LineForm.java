package io.qklm.document.layout;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a line is by itself, before its neighbours are looked at. */
enum LineForm {
  /** Nothing that a line shows alone. */
  PLAIN,
  BULLET,
  /** "1." or "(a)"; a list only where others follow. */
  NUMBERED,
  /** A time of day and what happened then. */
  TIMED,
  /** A name, a colon and what was said. */
  SPEAKER,
  ROW,
  BYLINE,
  CAPTION,
  BOILERPLATE;

  private static final Pattern BULLETS =
      Pattern.compile("[•‣◦▪▫●○■□►▶·∙*✓✔❖➤→+–—-]\\s+\\S.*", Pattern.DOTALL);

  private static final Pattern NUMBERS =
      Pattern.compile(
          "(?:\\(?\\d{1,3}[.)]|\\(?[a-z][.)]|\\(?[ivx]{1,4}\\))\\s+\\S.*", Pattern.DOTALL);

  private static final Pattern TIMES =
      Pattern.compile(
          "\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?(?:\\s?(?:am|pm|a\\.m\\.|p\\.m\\.|AM|PM|h|Uhr))?"
              + "(?:\\s(?:GMT|BST|UTC|CET|ET|EST|EDT|PT))?\\s*(?:[-–—:|]\\s*|\\s)\\p{L}.*",
          Pattern.DOTALL);

  private static final Pattern SPEAKERS =
      Pattern.compile(
          "(\\p{Lu}[\\p{L}.'’-]*(?: \\p{Lu}[\\p{L}.'’-]*){0,3}):\\s+\\S.*", Pattern.DOTALL);

  private static final Pattern GAP = Pattern.compile("\\t| {3,}|\\s?\\|\\s?");

  private static final Pattern NUMERIC =
      Pattern.compile("[\\p{Sc}+–−-]?\\d[\\d.,:/–-]*(?:%|\\p{Sc}|st|nd|rd|th|m|k|bn)?\\)?");

  private static final int LONGEST_CELL = 60;

  /** The form of a line. */
  static LineForm of(String words) {
    if (words.indexOf('\t') < 0 && Bylines.fits(words)) {
      return BYLINE;
    }
    if (isRow(words)) {
      return ROW;
    }
    if (Captions.fits(words)) {
      return CAPTION;
    }
    if (Boilerplate.fits(words)) {
      return BOILERPLATE;
    }
    if (BULLETS.matcher(words).matches()) {
      return BULLET;
    }
    if (TIMES.matcher(words).matches()) {
      return TIMED;
    }
    if (NUMBERS.matcher(words).matches()) {
      return NUMBERED;
    }
    return SPEAKERS.matcher(words).matches() ? SPEAKER : PLAIN;
  }

  /** Cells parted by tabs, bars or wide gaps, or words of which half are numbers. */
  private static boolean isRow(String words) {
    String[] cells = GAP.split(words, -1);
    if (cells.length > 2 || (cells.length == 2 && words.indexOf('\t') >= 0)) {
      boolean small = true;
      for (String cell : cells) {
        small &= cell.length() <= LONGEST_CELL;
      }
      return small;
    }
    return hasNumbers(words) && !endsSentence(words);
  }

  private static boolean hasNumbers(String words) {
    int numbers = 0;
    int others = 0;
    if (words.length() > 2 * LONGEST_CELL) {
      return false;
    }
    for (String word : words.split("\\s+", -1)) {
      if (NUMERIC.matcher(word).matches()) {
        numbers++;
      } else {
        others++;
      }
    }
    return numbers >= 2 && numbers >= others && numbers + others >= 3;
  }

  /** The cells of a row: where they begin and end in {@code words}. */
  static Matcher gaps(String words) {
    return GAP.matcher(words);
  }

  /** Whether a line ends as a sentence does. */
  static boolean endsSentence(String words) {
    int end = words.length();
    while (end > 0 && isCloser(words.charAt(end - 1))) {
      end--;
    }
    if (end == 0) {
      return false;
    }
    char last = words.charAt(end - 1);
    return last == '.'
        || last == '!'
        || last == '?'
        || last == '…'
        || last == '。'
        || last == '！'
        || last == '？'
        || last == '।'
        || last == '؟';
  }

  private static boolean isCloser(char c) {
    return "\"'’”»)]」』".indexOf(c) >= 0 || Character.isWhitespace(c);
  }

  /** Whether it is told by its first words alone, which may also stand in a sentence. */
  boolean isTold() {
    return this == BYLINE || this == CAPTION || this == BOILERPLATE;
  }

  /** Whether a line of this form begins a block of its own, whatever is before it. */
  boolean beginsBlock() {
    return this != PLAIN && this != NUMBERED;
  }

  /** Whether no other line goes on with what a line of this form says. */
  boolean standsAlone() {
    return this == ROW || this == BYLINE || this == BOILERPLATE;
  }
}
