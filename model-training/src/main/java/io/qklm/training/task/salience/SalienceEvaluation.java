package io.qklm.training.task.salience;

import io.qklm.measure.Bootstrap;
import io.qklm.training.data.SummarizedText;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Figure;
import io.qklm.training.task.salience.SalienceDocument.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How much the three sentences that the network likes best say of the reference. */
public final class SalienceEvaluation implements Evaluation {

  private final String name;
  private final Torch torch;
  private final Parameters parameters;
  private final Precision precision;
  private final SalienceNetwork network;
  private final TrainingKnowledge knowledge;
  private final List<SalienceDocument> documents;

  /** A measure over {@code texts}. */
  public SalienceEvaluation(
      String name,
      Torch torch,
      Parameters parameters,
      Precision precision,
      SalienceNetwork network,
      TrainingKnowledge knowledge,
      SalienceEncoder encoder,
      List<SummarizedText> texts) {
    this.name = name;
    this.torch = torch;
    this.parameters = parameters;
    this.precision = precision;
    this.network = network;
    this.knowledge = knowledge;
    this.documents =
        texts.stream()
            .map(encoder::encode)
            .filter(document -> !document.sentences().isEmpty())
            .toList();
  }

  @Override
  public String name() {
    return name;
  }

  /** The mean of ROUGE-1 and ROUGE-2 F1, from 0 to 1. */
  @Override
  public double measure() {
    return mean(scores(this::summary));
  }

  @Override
  public List<Figure> figures(long seed) {
    return List.of(
        figure("sentences chosen, mean of ROUGE-1 and -2", scores(this::summary), seed),
        figure("first three sentences, the same", scores(SalienceEvaluation::lead), seed));
  }

  private static Figure figure(String name, List<Double> scores, long seed) {
    return new Figure(
        name,
        Bootstrap.resamples(scores, some -> 100 * mean(some), seed),
        scores.size() + " texts, no stemming");
  }

  private static double mean(List<Double> scores) {
    return scores.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private List<Double> scores(Function<SalienceDocument, List<Integer>> choice) {
    return documents.stream().map(document -> score(document, choice.apply(document))).toList();
  }

  private static List<Integer> lead(SalienceDocument document) {
    int sentences = Math.min(SalienceEncoder.SENTENCES, document.sentences().size());
    return IntStream.range(0, sentences).boxed().toList();
  }

  private static double score(SalienceDocument document, List<Integer> chosen) {
    List<String> words = new ArrayList<>();
    chosen.forEach(place -> words.addAll(document.sentences().get(place).words()));
    return (document.overlap().one(words) + document.overlap().two(words)) / 2;
  }

  /** The likeliest sentences in their order; one that repeats three words in a row is passed by. */
  private List<Integer> summary(SalienceDocument document) {
    float[] logits;
    try (Step step = Step.plain(torch, parameters, precision)) {
      logits = SalienceBatch.of(List.of(document), knowledge).logits(step, network).toFloatArray();
    }
    List<Integer> order =
        IntStream.range(0, logits.length)
            .boxed()
            .sorted(Comparator.comparingDouble(place -> -logits[place]))
            .toList();
    List<Integer> chosen = new ArrayList<>();
    List<List<String>> said = new ArrayList<>();
    for (int place : order) {
      Sentence sentence = document.sentences().get(place);
      if (chosen.size() < SalienceEncoder.SENTENCES
          && !WordOverlap.repeats(sentence.words(), said)) {
        chosen.add(place);
        said.add(sentence.words());
      }
    }
    chosen.sort(Comparator.naturalOrder());
    return chosen;
  }
}
