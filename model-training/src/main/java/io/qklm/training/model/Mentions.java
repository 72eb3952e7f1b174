package io.qklm.training.model;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.SpanSpread;
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
    Spans spans,
    SpanSpread firsts,
    SpanSpread lasts,
    NDArray vectors,
    NDArray features,
    NDArray bias) {

  /** Puts {@code batch}, which has at least one mention, beside {@code tokens}. */
  static Mentions of(Step step, TokenBatch tokens, MentionBatch batch) {
    int count = batch.mentions();
    int width = batch.candidates();
    int rows = tokens.rows();
    int columns = tokens.columns();
    long dimension = batch.vectors().length / ((long) count * width);
    long features = batch.features().length / ((long) count * width);
    int[] afterFirst = Arrays.stream(batch.starts()).map(start -> start + 1).toArray();
    int[] lasts = Arrays.stream(batch.ends()).map(end -> end - 1).toArray();
    return new Mentions(
        new Spans(step, rows, columns, batch.rows(), batch.starts(), batch.ends()),
        new SpanSpread(step, rows, columns, batch.rows(), batch.starts(), afterFirst),
        new SpanSpread(step, rows, columns, batch.rows(), lasts, batch.ends()),
        step.floats(batch.vectors(), count, width, dimension),
        step.floats(batch.features(), count, width, features),
        step.floats(batch.logitBias(), count, width));
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
