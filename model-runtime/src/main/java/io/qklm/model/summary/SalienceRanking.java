package io.qklm.model.summary;

import io.qklm.document.SegmentedText;
import io.qklm.text.Span;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Sentences by the salience head, the likeliest first; one that repeats three words in a row of a
 * chosen one is passed by (Paulus et al. 2018).
 */
public final class SalienceRanking implements SentenceRanking {

  private static final int REPEATED = 3;

  private final Map<Integer, SalientSentence> sentences = new HashMap<>();

  /**
   * A ranking.
   *
   * @param salient sentences of {@code text}; those that are not among them are never next
   */
  public SalienceRanking(SegmentedText text, List<SalientSentence> salient) {
    Map<Span, Integer> numbers = new HashMap<>();
    for (int i = 0; i < text.sentences().size(); i++) {
      numbers.put(text.sentences().get(i).span(), i);
    }
    for (SalientSentence sentence : salient) {
      Integer number = numbers.get(sentence.span());
      if (number != null) {
        sentences.put(number, sentence);
      }
    }
  }

  @Override
  public double score(int sentence) {
    SalientSentence salient = sentences.get(sentence);
    return salient == null ? 0 : salient.probability();
  }

  @Override
  public OptionalInt next(Collection<Integer> chosen, Collection<Integer> open) {
    Set<List<String>> said = new HashSet<>();
    for (int number : chosen) {
      SalientSentence sentence = sentences.get(number);
      if (sentence != null) {
        said.addAll(sentence.runs(REPEATED));
      }
    }
    OptionalInt best = OptionalInt.empty();
    float most = Float.NEGATIVE_INFINITY;
    for (int number : open) {
      SalientSentence sentence = sentences.get(number);
      if (sentence != null
          && (best.isEmpty() || sentence.logit() > most)
          && sentence.runs(REPEATED).stream().noneMatch(said::contains)) {
        best = OptionalInt.of(number);
        most = sentence.logit();
      }
    }
    return best;
  }
}
