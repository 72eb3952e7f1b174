package io.qklm.model.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words of a sentence and its {@link SentenceFeature}s; the same for training and the engine. */
public final class SentencePlace {

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
    float[] place = new float[SentenceFeature.count()];
    SentenceFeature.EARLINESS.set(place, (float) (1 / Math.sqrt(1.0 + number)));
    SentenceFeature.FIRST.set(place, number == 0 ? 1 : 0);
    SentenceFeature.AMONG_FIRST_THREE.set(place, number < 3 ? 1 : 0);
    SentenceFeature.PLACE.set(place, sentences < 2 ? 0 : (float) number / (sentences - 1));
    SentenceFeature.LENGTH.set(place, (float) Math.log1p(words) / 5);
    SentenceFeature.SHORT.set(place, words < 5 ? 1 : 0);
    return place;
  }
}
