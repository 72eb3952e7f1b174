package io.qklm.training;

import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Figure;
import java.io.PrintStream;
import java.util.List;

/** Prints what was measured, a block a set. */
final class FigureTable {

  private FigureTable() {}

  static void print(PrintStream out, List<Evaluation> evaluations, long seed) {
    for (Evaluation evaluation : evaluations) {
      out.println(evaluation.name());
      evaluation.figures(seed).forEach(figure -> out.println(line(figure)));
      out.flush();
    }
  }

  /** One figure. */
  static String line(Figure figure) {
    return String.format("  %-42s %-20s %s", figure.name(), figure.interval(), figure.note())
        .stripTrailing();
  }
}
