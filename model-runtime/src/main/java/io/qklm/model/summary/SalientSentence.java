package io.qklm.model.summary;

import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A sentence and how much it belongs into the summary.
 *
 * @param span UTF-16 units of the text
 * @param logit of the salience head
 * @param words in small letters
 */
public record SalientSentence(Span span, float logit, List<String> words) {

  private static final int REPEATED = 3;

  public SalientSentence {
    words = List.copyOf(words);
  }

  /** The probability that it belongs into the summary. */
  public double probability() {
    return 1 / (1 + Math.exp(-(double) logit));
  }

  /**
   * The likeliest sentences in the text's order; one that repeats three words in a row of a
   * likelier one is passed by (Paulus et al. 2018).
   *
   * @param limit sentences at most
   */
  public static List<SalientSentence> choose(List<SalientSentence> sentences, int limit) {
    List<SalientSentence> chosen = new ArrayList<>();
    Set<List<String>> said = new HashSet<>();
    sentences.stream()
        .sorted(
            Comparator.comparingDouble((SalientSentence sentence) -> -sentence.logit())
                .thenComparing(SalientSentence::span))
        .forEach(
            sentence -> {
              List<List<String>> runs = runs(sentence.words());
              if (chosen.size() < limit && runs.stream().noneMatch(said::contains)) {
                chosen.add(sentence);
                said.addAll(runs);
              }
            });
    chosen.sort(Comparator.comparing(SalientSentence::span));
    return chosen;
  }

  private static List<List<String>> runs(List<String> words) {
    List<List<String>> runs = new ArrayList<>();
    for (int i = 0; i + REPEATED <= words.size(); i++) {
      runs.add(words.subList(i, i + REPEATED));
    }
    return runs;
  }
}
