package io.qklm.training.experiment.relation;

import io.qklm.measure.Bootstrap;
import io.qklm.training.experiment.relation.RankFigure.Side;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of link prediction: a row a form in which vectors are stored, over all seeds. */
public final class RelationTable {

  private final RelationSplit split;
  private final int dimension;
  private final Map<StoredForm, List<List<FactRanks>>> rows = new LinkedHashMap<>();

  /**
   * An empty table.
   *
   * @param dimension components of an entity's vector
   */
  public RelationTable(RelationSplit split, int dimension) {
    this.split = split;
    this.dimension = dimension;
  }

  /** Takes the ranks of a run of its own seed. */
  public void add(RelationEvaluation evaluation, long seed) {
    evaluation
        .ranks(StoredForm.all(), seed)
        .forEach((form, ranks) -> rows.computeIfAbsent(form, f -> new ArrayList<>()).add(ranks));
  }

  /**
   * Prints all rows, in percent.
   *
   * @param seed of the resamples
   */
  public void print(PrintStream out, long seed) {
    boolean held = !split.unseen().isEmpty();
    Side one = held ? Side.UNSEEN_ASKED : Side.OBJECTS;
    Side other = held ? Side.UNSEEN_GIVEN : Side.SUBJECTS;
    out.printf(
        "%-14s %5s  %-19s %-19s %-19s %-19s %-12s %-12s %s%n",
        "vectors",
        "bytes",
        "MRR",
        "Hits@1",
        "Hits@3",
        "Hits@10",
        held ? "unseen asked" : "objects",
        held ? "unseen given" : "subjects",
        "of fp32; MRR of each seed");
    double exact = Double.NaN;
    for (Map.Entry<StoredForm, List<List<FactRanks>>> row : rows.entrySet()) {
      List<List<FactRanks>> seeds = row.getValue();
      Bootstrap.Interval mrr = RankFigure.MRR.of(seeds, Side.BOTH, split.unseen(), seed);
      exact = Double.isNaN(exact) ? mrr.value() : exact;
      out.printf(
          Locale.ROOT,
          "%-14s %5d  %-19s %-19s %-19s %-19s %-12.1f %-12.1f %.3f; %s%n",
          row.getKey().name(),
          row.getKey().bytes(dimension),
          mrr,
          RankFigure.HITS_1.of(seeds, Side.BOTH, split.unseen(), seed),
          RankFigure.HITS_3.of(seeds, Side.BOTH, split.unseen(), seed),
          RankFigure.HITS_10.of(seeds, Side.BOTH, split.unseen(), seed),
          RankFigure.MRR.of(seeds, one, split.unseen(), seed).value(),
          RankFigure.MRR.of(seeds, other, split.unseen(), seed).value(),
          mrr.value() / exact,
          seeds.stream().map(ranks -> mean(ranks, seed)).collect(Collectors.joining(", ")));
      out.flush();
    }
  }

  private String mean(List<FactRanks> ranks, long seed) {
    Bootstrap.Interval mrr = RankFigure.MRR.of(List.of(ranks), Side.BOTH, split.unseen(), seed);
    return String.format(Locale.ROOT, "%.2f", mrr.value());
  }
}
