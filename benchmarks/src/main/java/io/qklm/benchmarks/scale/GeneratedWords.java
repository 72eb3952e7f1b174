package io.qklm.benchmarks.scale;

import java.util.Locale;
import java.util.SplittableRandom;

/** Words made of syllables: word k is always the same, and low numbers are short and frequent. */
final class GeneratedWords {

  private static final String CONSONANTS = "bcdfghjklmnprstvwxyz";
  private static final String VOWELS = "aeiou";
  private static final int SYLLABLES = CONSONANTS.length() * VOWELS.length();

  /** Keeps words of neighbouring numbers apart in the alphabet; coprime to the syllables. */
  private static final int STRIDE = 37;

  private GeneratedWords() {}

  /** Word {@code number}, in small letters; no two numbers have one word. */
  static String word(int number) {
    StringBuilder word = new StringBuilder();
    int rest = number;
    int from = SYLLABLES * SYLLABLES;
    int length = 2;
    while (rest >= from && length < 5) {
      rest -= from;
      from *= SYLLABLES;
      length++;
    }
    for (int i = 0; i < length; i++) {
      int syllable = (rest % SYLLABLES * STRIDE + 13 * i) % SYLLABLES;
      word.append(CONSONANTS.charAt(syllable % CONSONANTS.length()));
      word.append(VOWELS.charAt(syllable / CONSONANTS.length()));
      rest /= SYLLABLES;
    }
    return word.toString();
  }

  /** The same as a name. */
  static String name(int number) {
    String word = word(number);
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /** A number below {@code bound}, small ones often: evenly spread over its logarithm. */
  static int frequent(SplittableRandom random, int bound) {
    return (int) Math.min(bound - 1, Math.exp(random.nextDouble() * Math.log(bound + 1.0)) - 1);
  }
}
