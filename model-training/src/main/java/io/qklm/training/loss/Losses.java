package io.qklm.training.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.qklm.training.engine.Step;
import java.util.Arrays;

/** Losses over logits, each a single number with a gradient. */
public final class Losses {

  private Losses() {}

  /**
   * Cross-entropy with label smoothing (Szegedy et al. 2016): the target gets {@code 1 - smoothing}
   * and all classes share the rest.
   *
   * @param logits {@code [n, classes]}, none of them masked unless {@code smoothing} is 0
   * @param targets class of each row
   * @param smoothing at least 0, below 1
   */
  public static NDArray crossEntropy(Step step, NDArray logits, long[] targets, float smoothing) {
    NDArray logs = logits.logSoftmax(-1);
    NDArray hit = logs.gather(step.longs(targets, targets.length, 1), 1).mean().neg();
    if (smoothing == 0) {
      return hit;
    }
    NDArray spread = logs.mean().neg();
    return hit.mul(step.scalar(1 - smoothing)).add(spread.mul(step.scalar(smoothing)));
  }

  /**
   * Cross-entropy against several right classes of a row, which share its weight: the logarithm of
   * the sum of their probabilities (Kadlec et al. 2016).
   *
   * @param logits {@code [n, classes]}
   * @param right {@code [n, classes]} row-major, 1 for a right class; at least one a row
   */
  public static NDArray marginalLikelihood(Step step, NDArray logits, float[] right) {
    long rows = logits.getShape().get(0);
    long classes = logits.getShape().get(1);
    float[] hidden = new float[right.length];
    for (int i = 0; i < right.length; i++) {
      hidden[i] = right[i] == 0 ? -1e9f : 0;
    }
    NDArray all = logSumExp(logits);
    NDArray good = logSumExp(logits.add(step.floats(hidden, rows, classes)));
    return all.sub(good).mean();
  }

  /**
   * Cross-entropy of each asked choice against the wrong ones alone: the other right choices of its
   * row do not compete with it, as they do not when ranks are filtered (Bordes et al. 2013).
   *
   * @param scores {@code [n, choices]}
   * @param right places of all right choices, counted row by row; at least one
   * @param asked those among them that count; at least one
   */
  public static NDArray amongWrong(Step step, NDArray scores, long[] right, long[] asked) {
    long choices = scores.getShape().get(1);
    long[] rows = Arrays.stream(asked).map(place -> place / choices).toArray();
    NDArray wrong = step.logSumExp(step.hide(scores, right));
    NDArray own = scores.reshape(-1).gather(step.longs(asked, asked.length), 0);
    NDArray against = wrong.gather(step.longs(rows, rows.length), 0);
    return Activation.softPlus(against.sub(own)).mean();
  }

  private static NDArray logSumExp(NDArray logits) {
    // The largest is the same number either way; keeping it out of the gradient changes nothing.
    NDArray top = logits.max(new int[] {1}, true).stopGradient();
    return logits.sub(top).exp().sum(new int[] {1}, true).log().add(top);
  }

  /**
   * Binary cross-entropy.
   *
   * @param logits {@code [n]}
   * @param targets from 0 to 1
   */
  public static NDArray binary(Step step, NDArray logits, float[] targets) {
    NDArray wanted = step.floats(targets, targets.length);
    return Activation.softPlus(logits).sub(logits.mul(wanted)).mean();
  }
}
