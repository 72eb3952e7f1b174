package io.qklm.model.summary;

import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * A sentence and how much it belongs into the summary.
 *
 * @param span UTF-16 units of the text
 * @param logit of the salience head
 * @param words in small letters
 */
public record SalientSentence(Span span, float logit, List<String> words) {

  public SalientSentence {
    words = List.copyOf(words);
  }

  /** The probability that it belongs into the summary. */
  public double probability() {
    return 1 / (1 + Math.exp(-(double) logit));
  }

  /** Its words, {@code length} in a row. */
  List<List<String>> runs(int length) {
    List<List<String>> runs = new ArrayList<>();
    for (int i = 0; i + length <= words.size(); i++) {
      runs.add(words.subList(i, i + length));
    }
    return runs;
  }
}
