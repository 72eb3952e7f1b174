package io.qklm.model.summary;

import io.qklm.document.SegmentedText;
import io.qklm.model.encoding.SentencePooler;
import io.qklm.model.onnx.SalienceGraph;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the salience head over the sentences of a text. Borrows the graph.
 *
 * @param maxCharacters UTF-16 units of a text that are read, whole sentences only, the first
 *     always: as many as in training
 */
public record SalienceReader(SalienceGraph graph, int maxCharacters) {

  /**
   * How many of the sentences that a summary may take are among the first {@code maxCharacters}; at
   * least one where there is one.
   */
  public static int kept(List<Span> sentences, int maxCharacters) {
    int kept = 0;
    while (kept < sentences.size() && (kept == 0 || sentences.get(kept).end() <= maxCharacters)) {
      kept++;
    }
    return kept;
  }

  /**
   * The salience of the sentences that a summary may take, are read and have a token.
   *
   * @param pooler of all sentences, with every window added
   * @throws io.qklm.model.onnx.ModelException if the head fails on it
   */
  public List<SalientSentence> read(SegmentedText text, SentencePooler pooler) {
    List<Integer> candidates = SummaryCandidates.of(text);
    List<Span> spans = candidates.stream().map(i -> text.sentences().get(i).span()).toList();
    int kept = kept(spans, maxCharacters);
    List<Integer> numbers = new ArrayList<>();
    for (int number = 0; number < kept; number++) {
      if (pooler.hasTokens(candidates.get(number))) {
        numbers.add(number);
      }
    }
    if (numbers.isEmpty()) {
      return List.of();
    }
    int hidden = pooler.mean(candidates.get(numbers.get(0))).length;
    float[] means = new float[numbers.size() * hidden];
    float[] places = new float[numbers.size() * SentenceFeature.count()];
    List<List<String>> words = new ArrayList<>();
    for (int row = 0; row < numbers.size(); row++) {
      int number = numbers.get(row);
      words.add(SentencePlace.words(spans.get(number).in(text.text())));
      System.arraycopy(pooler.mean(candidates.get(number)), 0, means, row * hidden, hidden);
      float[] place = SentencePlace.of(number, kept, words.get(row).size());
      System.arraycopy(place, 0, places, row * place.length, place.length);
    }
    float[] logits = graph.logits(means, places);
    List<SalientSentence> salient = new ArrayList<>();
    for (int row = 0; row < logits.length; row++) {
      salient.add(new SalientSentence(spans.get(numbers.get(row)), logits[row], words.get(row)));
    }
    return salient;
  }
}
