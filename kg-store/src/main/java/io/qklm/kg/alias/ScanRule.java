package io.qklm.kg.alias;

import java.util.Set;

/**
 * Whether a scan offers a surface form. Matching ignores case, so a film called "It" would turn up
 * in every second sentence. Keys that are ordinary words or numbers stay in the index for exact
 * lookup, and a scan offers them only where the text's own capitals say that a name is meant.
 */
enum ScanRule {
  /** Offered wherever it stands. */
  ALWAYS(0),

  /**
   * One weak word: a single letter, digits, or a function word. Offered where the original has at
   * least two letters and all of them are capitals: {@code US}, {@code IT}, {@code WHO}, {@code
   * U.S.}
   */
  CAPITALS(1),

  /**
   * Several words, all of them weak. Offered where the original has letters and each run of letters
   * begins with a capital: {@code The Who}, {@code AT&T}, {@code G-20}; never {@code 3.5}.
   */
  TITLE(2);

  /** English words that carry grammar rather than meaning, and what apostrophes leave of them. */
  private static final Set<String> FUNCTION_WORDS =
      Set.of(
          ("a about above across after again against all along also although always am among an and"
                  + " another any anybody anyone anything are around as at away back be because been"
                  + " before behind being below beneath beside besides between beyond both but by can"
                  + " cannot could did do does doing done down during each either else even ever"
                  + " every everybody everyone everything few for from had has have having he hence"
                  + " her here hers herself him himself his how however i if in indeed inside into is"
                  + " it its itself just least less like ll many may me might mine more moreover most"
                  + " much must my myself near neither never next no nobody none nor not nothing now"
                  + " of off often on once one only onto or other others otherwise ought our ours"
                  + " ourselves out outside over own per perhaps please quite rather re really same"
                  + " shall she should since so some somebody someone something still such than that"
                  + " the their theirs them themselves then there therefore these they this those"
                  + " though through throughout thus till to together too toward towards under unless"
                  + " until up upon us ve very was we well were what whatever when where whereas"
                  + " whether which while who whoever whom whose why will with within without would"
                  + " yes yet you your yours yourself yourselves")
              .split(" "));

  private final int code;

  ScanRule(int code) {
    this.code = code;
  }

  /** What stands for the rule in a pointer, 0 to 3. */
  int code() {
    return code;
  }

  static ScanRule ofCode(int code) {
    return switch (code) {
      case 0 -> ALWAYS;
      case 1 -> CAPITALS;
      case 2 -> TITLE;
      default -> throw new IllegalArgumentException("no scan rule has the code " + code);
    };
  }

  /** The rule for a key of which it may be known that it is seldom a name where it stands. */
  static ScanRule of(String key, boolean seldomLinked) {
    return seldomLinked ? (key.indexOf(' ') < 0 ? CAPITALS : TITLE) : of(key);
  }

  /** The rule for a normalised key. */
  static ScanRule of(String key) {
    int words = 0;
    for (String word : key.split(" ", -1)) {
      if (!isWeak(word)) {
        return ALWAYS;
      }
      words++;
    }
    return words == 1 ? CAPITALS : TITLE;
  }

  private static boolean isWeak(String word) {
    boolean one = word.codePointCount(0, word.length()) == 1;
    return (one && Character.isLetter(word.codePointAt(0)))
        || word.codePoints().allMatch(Character::isDigit)
        || FUNCTION_WORDS.contains(word);
  }

  /** Whether a scan offers the key where the original text has this slice. */
  boolean admits(String slice) {
    return switch (this) {
      case ALWAYS -> true;
      case CAPITALS ->
          slice.codePoints().filter(Character::isLetter).count() >= 2
              && slice.codePoints().filter(Character::isLetter).allMatch(Character::isUpperCase);
      case TITLE -> beginsWordsWithCapitals(slice);
    };
  }

  private static boolean beginsWordsWithCapitals(String slice) {
    boolean letters = false;
    boolean inWord = false;
    for (int i = 0; i < slice.length(); ) {
      int c = slice.codePointAt(i);
      i += Character.charCount(c);
      boolean letter = Character.isLetter(c);
      if (letter && !inWord && !Character.isUpperCase(c) && !Character.isTitleCase(c)) {
        return false;
      }
      letters |= letter;
      inWord = letter || Character.isDigit(c);
    }
    return letters;
  }
}
