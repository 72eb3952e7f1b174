package io.qklm.training.model;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.Spans;
import io.qklm.training.engine.Step;
import java.util.Arrays;

/**
 * The mentions of a batch as arrays of a step.
 *
 * @param spans where they stand
 * @param firsts their first tokens
 * @param lasts their last tokens
 * @param vectors {@code [M, C, dimension]}
 * @param features {@code [M, C, features]}
 * @param bias {@code [M, C]}, added to logits so that padding gets no weight
 */
public record Mentions(
    Spans spans, Spans firsts, Spans lasts, NDArray vectors, NDArray features, NDArray bias) {

  /** Puts {@code batch}, which has at least one mention, beside {@code tokens}. */
  static Mentions of(Step step, TokenBatch tokens, MentionBatch batch) {
    int count = batch.mentions();
    int width = batch.candidates();
    long dimension = batch.vectors().length / ((long) count * width);
    long features = batch.features().length / ((long) count * width);
    int[] afterFirst = Arrays.stream(batch.starts()).map(start -> start + 1).toArray();
    int[] lasts = Arrays.stream(batch.ends()).map(end -> end - 1).toArray();
    return new Mentions(
        spans(step, tokens, batch.rows(), batch.starts(), batch.ends()),
        spans(step, tokens, batch.rows(), batch.starts(), afterFirst),
        spans(step, tokens, batch.rows(), lasts, batch.ends()),
        step.floats(batch.vectors(), count, width, dimension),
        step.floats(batch.features(), count, width, features),
        step.floats(batch.logitBias(), count, width));
  }

  private static Spans spans(Step step, TokenBatch tokens, int[] rows, int[] starts, int[] ends) {
    return new Spans(step, tokens.rows(), tokens.columns(), rows, starts, ends);
  }

  /** Mentions. */
  public int count() {
    return spans.count();
  }

  /** Candidates of the longest list. */
  public long candidates() {
    return bias.getShape().get(1);
  }
}
