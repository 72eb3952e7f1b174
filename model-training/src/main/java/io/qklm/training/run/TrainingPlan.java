package io.qklm.training.run;

import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Regularization;
import io.qklm.training.optimize.AdamW;
import io.qklm.training.optimize.LearningRule;
import io.qklm.training.optimize.Schedule;
import java.util.List;

/**
 * How a run goes.
 *
 * @param schedule learning rate and length of the run, in steps
 * @param learning how gradients become steps
 * @param regularization dropout
 * @param precision of matrix products
 * @param seed of tasks' turns and of dropout
 * @param rhythm when to report, evaluate and save
 */
public record TrainingPlan(
    Schedule schedule,
    Learning learning,
    Regularization regularization,
    Precision precision,
    long seed,
    Rhythm rhythm) {

  /**
   * How gradients become steps.
   *
   * @param optimizer AdamW's numbers
   * @param rules who learns how fast; the first match decides
   * @param accumulate batches of one step, at least 1
   * @param clipNorm longest gradient over all parameters together
   */
  public record Learning(
      AdamW.Options optimizer, List<LearningRule> rules, int accumulate, double clipNorm) {

    public Learning {
      rules = List.copyOf(rules);
      atLeast("accumulate", accumulate, 1);
      if (!(clipNorm > 0)) {
        throw new IllegalArgumentException("clipNorm is " + clipNorm + "; it must be above 0");
      }
    }
  }

  /**
   * When to do what.
   *
   * @param reportEvery steps between points of the curve
   * @param evaluateEvery steps between evaluations; 0 for none
   * @param checkpointEvery steps between checkpoints; a multiple of {@code reportEvery}
   * @param patience evaluations without a better first measure before the run ends early; 0 for
   *     never
   * @param toleratedFailures steps in a row whose loss or gradient may be no number
   */
  public record Rhythm(
      int reportEvery,
      int evaluateEvery,
      int checkpointEvery,
      int patience,
      int toleratedFailures) {

    public Rhythm {
      atLeast("reportEvery", reportEvery, 1);
      atLeast("evaluateEvery", evaluateEvery, 0);
      atLeast("checkpointEvery", checkpointEvery, 1);
      atLeast("patience", patience, 0);
      atLeast("toleratedFailures", toleratedFailures, 0);
      if (checkpointEvery % reportEvery != 0) {
        throw new IllegalArgumentException(
            "checkpointEvery is "
                + checkpointEvery
                + ", which reportEvery "
                + reportEvery
                + " does not divide; a continued run would draw another curve");
      }
    }

    /** A report every 10 steps, a checkpoint every 200, no evaluation, 5 failures in a row. */
    public static Rhythm usual() {
      return new Rhythm(10, 0, 200, 0, 5);
    }
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " is " + value + "; at least " + least + " is needed");
    }
  }

  /** The usual numbers: a tenth of warm-up, gradient norm 1, dropout 0.1, bfloat16. */
  public static TrainingPlan of(long steps, double learningRate, long seed) {
    return new TrainingPlan(
        new Schedule(steps / 10, steps, 0.02),
        new Learning(AdamW.Options.bert(learningRate), List.of(), 1, 1),
        new Regularization(0.1f, 0.1f),
        Precision.BFLOAT16,
        seed,
        Rhythm.usual());
  }
}
