package io.qklm.training.experiment.relation;

import io.qklm.training.data.Triple;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Torch;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Figure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Filtered ranks of both ends of a split's asked facts, by what is stored of the vectors. */
public final class RelationEvaluation implements Evaluation {

  /** Facts that a measure during a run takes. */
  private static final int SAMPLE = 1_000;

  private final String name;
  private final LinkPrediction prediction;
  private final float[][] texts;
  private final RelationSplit split;
  private final KnownAnswers known;
  private final int[] seen;

  /**
   * Borrows everything.
   *
   * @param texts vectors of the entities' texts
   */
  public RelationEvaluation(
      String name,
      Torch torch,
      Parameters parameters,
      RelationNetwork network,
      float[][] texts,
      RelationSplit split) {
    this.name = name;
    this.prediction = new LinkPrediction(torch, parameters, network);
    this.texts = texts;
    this.split = split;
    this.known = new KnownAnswers(split.known());
    this.seen = IntStream.range(0, texts.length).filter(e -> !split.unseen().contains(e)).toArray();
  }

  @Override
  public String name() {
    return name;
  }

  /** MRR of the exact vectors over the first asked facts, from 0 to 1. */
  @Override
  public double measure() {
    List<Triple> asked = split.asked().subList(0, Math.min(SAMPLE, split.asked().size()));
    return prediction.ranks(prediction.vectors(texts), asked, known).stream()
        .mapToDouble(ranks -> (1 / ranks.object() + 1 / ranks.subject()) / 2)
        .average()
        .orElse(0);
  }

  /** MRR of the exact vectors over all asked facts. */
  @Override
  public List<Figure> figures(long seed) {
    List<FactRanks> ranks = prediction.ranks(prediction.vectors(texts), split.asked(), known);
    return List.of(
        new Figure(
            "filtered MRR",
            RankFigure.MRR.resamples(List.of(ranks), RankFigure.Side.BOTH, split.unseen(), seed),
            split.asked().size() + " facts"));
  }

  /**
   * Ranks by each form in which the vectors may be stored; codebooks are made from the entities
   * that something was learned of.
   *
   * @param seed of codebooks and of the control
   */
  Map<StoredForm, List<FactRanks>> ranks(List<StoredForm> forms, long seed) {
    float[][] exact = prediction.vectors(texts);
    Map<StoredForm, List<FactRanks>> all = new LinkedHashMap<>();
    for (StoredForm form : forms) {
      all.put(form, prediction.ranks(form.read(exact, seen, seed), split.asked(), known));
    }
    return all;
  }
}
