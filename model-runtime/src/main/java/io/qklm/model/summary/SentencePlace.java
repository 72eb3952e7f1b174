package io.qklm.model.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is known of a sentence beside its words, {@value #FEATURES} numbers, the order is model
 * format; the same for training and the engine.
 *
 * <pre>
 *   0  1 / sqrt(1 + number of sentences before it)
 *   1  1 for the first sentence
 *   2  1 for the first three
 *   3  its place in the text, from 0 to 1
 *   4  natural logarithm of 1 + its words, a fifth of it
 *   5  1 if it has fewer than five words
 * </pre>
 */
public final class SentencePlace {

  /** Numbers known of a sentence. */
  public static final int FEATURES = 6;

  private SentencePlace() {}

  /** Words of a sentence in small letters. */
  public static List<String> words(String sentence) {
    String small = sentence.toLowerCase(Locale.ROOT);
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < small.length(); ) {
      int c = small.codePointAt(i);
      int next = i + Character.charCount(c);
      if (!Character.isLetter(c) && !Character.isDigit(c)) {
        if (i > start) {
          words.add(small.substring(start, i));
        }
        start = next;
      }
      i = next;
    }
    if (start < small.length()) {
      words.add(small.substring(start));
    }
    return words;
  }

  /**
   * The numbers of one sentence.
   *
   * @param number of the sentence, from 0
   * @param sentences of the text
   * @param words of the sentence
   */
  public static float[] of(int number, int sentences, int words) {
    return new float[] {
      (float) (1 / Math.sqrt(1.0 + number)),
      number == 0 ? 1 : 0,
      number < 3 ? 1 : 0,
      sentences < 2 ? 0 : (float) number / (sentences - 1),
      (float) Math.log1p(words) / 5,
      words < 5 ? 1 : 0
    };
  }
}
