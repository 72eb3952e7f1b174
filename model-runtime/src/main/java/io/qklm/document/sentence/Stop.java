package io.qklm.document.sentence;

import io.qklm.text.Span;

/**
 * One stop or a run of them, with what stands around it.
 *
 * @param text the whole text
 * @param sentence from where the sentence began to where the block ends
 * @param start of the first stop
 * @param end after the last stop and the quotes and brackets that close behind it
 * @param next the first character behind that is not blank; the block's end where none is
 */
record Stop(String text, Span sentence, int start, int end, int next) {

  /** The stop at {@code at}, in a sentence that began and a block that ends with {@code around}. */
  static Stop at(String text, int at, Span around) {
    int end = at;
    while (end < around.end() && SentenceEnds.isStop(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    end = Emoticons.end(text, closers(text, end, around), around.end());
    int next = notBlank(text, end, around.end());
    // Numbers of notes, "[1] [2]", belong to what they stand behind.
    for (int note = noteEnd(text, next, around.end());
        note > next;
        note = noteEnd(text, next, around.end())) {
      end = note;
      next = notBlank(text, end, around.end());
    }
    return new Stop(text, around, at, end, next);
  }

  private static int notBlank(String text, int from, int to) {
    int at = from;
    while (at < to && SentenceEnds.isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** After the note's number that begins at {@code from}; {@code from} where none does. */
  private static int noteEnd(String text, int from, int to) {
    int at = from + 1;
    while (at < to && at < from + 4 && Character.isDigit(text.charAt(at))) {
      at++;
    }
    boolean note = at > from + 1 && at < to && text.charAt(from) == '[' && text.charAt(at) == ']';
    return note ? at + 1 : from;
  }

  private static int closers(String text, int from, Span around) {
    int end = from;
    while (end < around.end() && isClosing(text.charAt(end))) {
      end++;
    }
    // In tokenised text a quote closes after a space.
    if (end == from && end + 1 < around.end() && text.charAt(end) == ' ') {
      int quote = end + 1;
      while (quote < around.end() && isStraightQuote(text.charAt(quote))) {
        quote++;
      }
      boolean alone = quote == around.end() || SentenceEnds.isBlank(text.charAt(quote));
      if (quote > end + 1 && alone && isOpen(text, around.start(), from)) {
        return quote;
      }
    }
    return end;
  }

  /** Whether an odd number of straight quotes stands in the sentence so far. */
  private static boolean isOpen(String text, int from, int to) {
    int quotes = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean apart = i == from || SentenceEnds.isBlank(text.charAt(i - 1));
      quotes += c == '"' || (c == '\'' && apart) ? 1 : 0;
    }
    return quotes % 2 != 0;
  }

  private static boolean isStraightQuote(char c) {
    return c == '"' || c == '\'';
  }

  /** Whether a character closes what another has opened, or is a quote that may do so. */
  static boolean isClosing(char c) {
    return switch (c) {
      case '"', '\'', ')', ']', '}', '’', '”', '»', '›', '」', '』', '】', '）', '》', '〉' -> true;
      default -> false;
    };
  }

  /** Whether nothing but one full stop is between the words. */
  boolean isFullStop() {
    return text.charAt(start) == '.' && (start + 1 == end || !isStopAt(start + 1));
  }

  /** Whether full stops alone, more than one or written as one character, make an ellipsis. */
  boolean isEllipsis() {
    for (int i = start; i < end && isStopAt(i); i++) {
      if (text.charAt(i) != '.' && text.charAt(i) != '…') {
        return false;
      }
    }
    return !isFullStop();
  }

  private boolean isStopAt(int position) {
    return position < end && SentenceEnds.isStop(text.codePointAt(position));
  }

  /** Whether a quotation closes with it. */
  boolean closesQuote() {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '”' || c == '’' || c == '\'' || c == '»') {
        return true;
      }
    }
    return false;
  }

  /** Whether white space follows. */
  boolean spaceFollows() {
    return next > end;
  }

  /** Whether white space stands before, as in tokenised text. */
  boolean standsAlone() {
    return start == sentence.start() || SentenceEnds.isBlank(text.charAt(start - 1));
  }

  /** What is written without a space before it, opening marks left out: "U.S" before its last. */
  String wordBefore() {
    return wordBefore(start);
  }

  /** The word that ends at {@code to}. */
  String wordBefore(int to) {
    int from = to;
    while (from > sentence.start() && isWordPart(text.charAt(from - 1))) {
      from--;
    }
    while (from < to && !Character.isLetterOrDigit(text.charAt(from))) {
      from++;
    }
    return text.substring(from, to);
  }

  /** Where the word before begins. */
  int wordStart() {
    return start - wordBefore().length();
  }

  /** The word before the word before, without its punctuation; empty where none is. */
  String wordBeforeThat() {
    int to = wordStart();
    while (to > sentence.start() && !Character.isLetterOrDigit(text.charAt(to - 1))) {
      to--;
    }
    return wordBefore(to);
  }

  /** Whether nothing but opening marks is between the sentence's begin and the word before. */
  boolean wordBeginsSentence() {
    for (int i = sentence.start(); i < wordStart(); i++) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The next word, opening marks left out. */
  String wordAfter() {
    return wordFrom(wordAfterStart());
  }

  private int wordAfterStart() {
    int from = next;
    while (from < sentence.end()
        && !Character.isLetterOrDigit(text.charAt(from))
        && !SentenceEnds.isBlank(text.charAt(from))) {
      from++;
    }
    return from;
  }

  /** The word after the next one. */
  String wordAfterThat() {
    int from = wordAfterStart() + wordAfter().length();
    while (from < sentence.end() && SentenceEnds.isBlank(text.charAt(from))) {
      from++;
    }
    return wordFrom(from);
  }

  private String wordFrom(int from) {
    int to = from;
    while (to < sentence.end() && isWordPart(text.charAt(to)) && text.charAt(to) != '.') {
      to++;
    }
    return text.substring(from, to);
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c)
        || Character.isSurrogate(c)
        || c == '.'
        || c == '&'
        || c == '-'
        || c == '\''
        || c == '’';
  }
}
