package io.qklm.training.command;

import io.qklm.training.run.Evaluation;
import java.io.PrintStream;
import java.util.List;

/** Prints what was measured, a block a set. */
public final class FigureTable {

  private FigureTable() {}

  static void print(PrintStream out, List<Evaluation> evaluations, long seed) {
    for (Evaluation evaluation : evaluations) {
      out.println(evaluation.name());
      evaluation.figures(seed).forEach(figure -> out.println(figure.line()));
      out.flush();
    }
  }
}
