package io.qklm.document.sentence;

import java.util.Set;

/** Judges whether a stop ends its sentence, by the rules of one language. */
final class StopRules {

  /** Letters that a glued word needs before a stop without a space: "dock.Passengers". */
  private static final int GLUED = 3;

  /** What stands behind the dot of an address that was written with a capital. */
  private static final Set<String> DOMAINS =
      Set.of("Com", "Org", "Net", "Gov", "Edu", "Info", "Co", "Io", "De", "Fr", "Uk", "Js");

  /** What stands behind the name of a firm, whatever it ends with: "Yahoo! Inc." */
  private static final Set<String> FIRMS = Set.of("Inc", "Corp", "Ltd", "LLC", "GmbH", "AG", "plc");

  private static final int LONGEST_MARKER = 3;

  private final Abbreviations words;
  private final boolean english;
  private final boolean german;

  StopRules(Abbreviations words, String language) {
    this.words = words;
    this.english = language.isEmpty() || language.equals("en") || language.equals("und");
    this.german = language.equals("de");
  }

  /** Whether the sentence ends there. Something follows the stop. */
  boolean ends(Stop stop, boolean caseless) {
    int first = stop.text().codePointAt(stop.start());
    if (SentenceEnds.isWide(first)) {
      return !isQuoted(stop);
    }
    int next = stop.text().codePointAt(stop.next());
    if (goesOn(next) && !isDotBeforeName(stop)) {
      return false;
    }
    if (!stop.spaceFollows()) {
      return isGlued(stop);
    }
    if (stop.standsAlone() && (first == '!' || first == '?' || stop.isFullStop())) {
      // Tokenised text, or a line that was ended by the tool that joined it to the next.
      return caseless || !startsSmall(stop) || stop.isFullStop();
    }
    if (caseless) {
      return endsCaseless(stop);
    }
    if (startsSmall(stop)) {
      return false;
    }
    if (stop.isFullStop()) {
      return endsAfterWord(stop);
    }
    if (stop.isEllipsis()) {
      return endsAfterEllipsis(stop);
    }
    return !goesOnAfterQuote(stop) && !isYear(stop) && !FIRMS.contains(stop.wordAfter());
  }

  /** 「行く。」と: what was said is quoted by the particle behind it. */
  private static boolean isQuoted(Stop stop) {
    char last = stop.text().charAt(stop.end() - 1);
    char next = stop.text().charAt(stop.next());
    return (last == '」' || last == '』')
        && stop.next() == stop.end()
        && (next == 'と' || next == 'っ');
  }

  /** ".NET" may begin a sentence. */
  private static boolean isDotBeforeName(Stop stop) {
    String text = stop.text();
    int next = stop.next();
    return stop.spaceFollows()
        && text.charAt(next) == '.'
        && next + 1 < stop.sentence().end()
        && Character.isUpperCase(text.charAt(next + 1));
  }

  /** "Viva Maria! (1965)": a title and its year. */
  private static boolean isYear(Stop stop) {
    String text = stop.text();
    int next = stop.next();
    return text.charAt(next) == '('
        && next + 1 < stop.sentence().end()
        && Character.isDigit(text.charAt(next + 1));
  }

  /** Marks that never begin a sentence. */
  private static boolean goesOn(int c) {
    return switch (c) {
      case ',', ';', ':', '.', '!', '?', ')', ']', '}', '%', '”', '»', '/', '…' -> true;
      case '-', '–', '—' -> true;
      default -> false;
    };
  }

  /** Whether the next word begins with a small letter, and is none like "iPhone". */
  private static boolean startsSmall(Stop stop) {
    String word = stop.wordAfter();
    return !word.isEmpty()
        && Character.isLowerCase(word.codePointAt(0))
        && word.chars().noneMatch(Character::isUpperCase);
  }

  /** A space was lost between two sentences. */
  private static boolean isGlued(Stop stop) {
    String before = stop.wordBefore();
    String after = stop.wordAfter();
    boolean nextIsWord =
        after.length() >= 2
            && Character.isUpperCase(after.charAt(0))
            && Character.isLowerCase(after.charAt(1));
    if (stop.closesQuote() && stop.end() > stop.start() + 1 && nextIsWord) {
      return true;
    }
    if (after.length() == 1 && (after.equals("I") || after.equals("A"))) {
      nextIsWord = true;
    }
    boolean directly =
        stop.next() < stop.text().length() && Character.isLetter(stop.text().charAt(stop.next()));
    return directly
        && nextIsWord
        && !DOMAINS.contains(after)
        && before.indexOf('.') < 0
        && before.length() >= GLUED
        && Character.isLowerCase(before.charAt(before.length() - 1))
        && before.chars().allMatch(c -> Character.isLetter(c) || c == '-' || c == '\'' || c == '’');
  }

  private static boolean endsCaseless(Stop stop) {
    if (!stop.isFullStop()) {
      return !stop.isEllipsis();
    }
    // Glued to a word of one or two letters it is an abbreviation more often than not.
    String before = stop.wordBefore();
    return before.length() > 2 && before.indexOf('.') < 0;
  }

  private boolean endsAfterWord(Stop stop) {
    String before = stop.wordBefore();
    String after = stop.wordAfter();
    if (before.isEmpty()) {
      return true;
    }
    boolean digitFollows = !after.isEmpty() && Character.isDigit(after.charAt(0));
    if (isNumber(before)) {
      return !isMarker(stop, before) && !(words.ordinals() && isOrdinal(stop, before));
    }
    if (digitFollows && (words.numbered().contains(before) || (german && before.endsWith("str")))) {
      return false;
    }
    if (words.before().contains(before)) {
      return after.isEmpty() || (before.length() == 2 && words.opens(after) && isStreet(stop));
    }
    if (isInitial(before) && (english || !words.within().contains(before))) {
      return endsAfterInitial(stop, after);
    }
    if (words.within().contains(before) || isDotted(before)) {
      return endsAfterAbbreviation(stop, before, after, digitFollows);
    }
    return true;
  }

  /**
   * "Main St. The": the abbreviation of a street stands behind a name, that of a saint does not.
   */
  private static boolean isStreet(Stop stop) {
    String name = stop.wordBeforeThat();
    return !name.isEmpty() && Character.isUpperCase(name.codePointAt(0));
  }

  private boolean endsAfterAbbreviation(
      Stop stop, String before, String after, boolean digitFollows) {
    if (EnglishWords.isTime(before)) {
      return !EnglishWords.goesOnAfterTime(after);
    }
    if (digitFollows) {
      return false;
    }
    if (before.equals("etc") || stop.closesQuote()) {
      return true;
    }
    return words.opens(after);
  }

  /** A single letter: an initial, unless what follows begins a sentence. */
  private boolean endsAfterInitial(Stop stop, String after) {
    if (after.isEmpty()) {
      return true;
    }
    if (stop.wordBeginsSentence()) {
      return false;
    }
    if (Character.isLowerCase(stop.text().codePointAt(stop.wordStart()))) {
      return english
          && !Character.isDigit(after.codePointAt(0))
          && !EnglishWords.goesOnAfterTime(after);
    }
    boolean label = english && EnglishWords.isLabelled(stop.wordBeforeThat());
    return label || (words.opens(after) && after.length() > 1);
  }

  private static boolean isInitial(String word) {
    return word.codePointCount(0, word.length()) == 1 && Character.isLetter(word.codePointAt(0));
  }

  /** Letters with full stops between them: "U.S", "e.g", "J.K". */
  private static boolean isDotted(String word) {
    if (word.length() < 3) {
      return false;
    }
    boolean dots = false;
    int letters = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '.') {
        dots = true;
        letters = 0;
      } else if (!Character.isLetter(c) || ++letters > 2) {
        return false;
      }
    }
    return dots;
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty() && word.chars().allMatch(c -> Character.isDigit(c));
  }

  /** "1." at the beginning of a sentence counts it. */
  private static boolean isMarker(Stop stop, String number) {
    return number.length() <= LONGEST_MARKER && stop.wordBeginsSentence();
  }

  /**
   * "am 3. Oktober": a number up to 31, or one before a noun that is counted. In German, where
   * nouns have capitals, the word before decides.
   */
  private boolean isOrdinal(Stop stop, String number) {
    if (number.length() > 2) {
      return false;
    }
    String after = stop.wordAfter();
    if (!german) {
      return !words.opens(after);
    }
    return GermanWords.isCounted(after) || GermanWords.isBeforeOrdinal(stop.wordBeforeThat());
  }

  /** Whether "..." ends a sentence: where a word follows that begins one, or a quotation closes. */
  private boolean endsAfterEllipsis(Stop stop) {
    return !goesOnAfterQuote(stop);
  }

  /** {@code "Why?" Smith asked}: who spoke belongs to what was said. */
  private boolean goesOnAfterQuote(Stop stop) {
    if (!english || !stop.closesQuote()) {
      return false;
    }
    return EnglishWords.isSaid(stop.wordAfterThat()) || EnglishWords.isSaid(stop.wordAfter());
  }
}
