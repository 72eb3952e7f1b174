package io.qklm.training.model;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.Initializer;
import io.qklm.training.engine.LayerNorm;
import io.qklm.training.engine.Linear;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;
import org.jspecify.annotations.Nullable;

/**
 * Multi-head self-attention with its residual and normalisation (Vaswani et al. 2017, post-norm).
 */
final class SelfAttention {

  static final float NORM_EPSILON = 1e-12f;

  private final int heads;
  private final int width;
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear output;
  private final LayerNorm norm;

  SelfAttention(Parameters parameters, String name, EncoderShape shape, int rank) {
    int hidden = shape.hidden();
    Initializer normal = Initializer.normal(0.02f);
    this.heads = shape.heads();
    this.width = hidden / heads;
    this.query = new Linear(parameters, name + ".self.query", hidden, hidden, normal, rank);
    this.key = new Linear(parameters, name + ".self.key", hidden, hidden, normal, rank);
    this.value = new Linear(parameters, name + ".self.value", hidden, hidden, normal, rank);
    this.output = new Linear(parameters, name + ".output.dense", hidden, hidden, normal, rank);
    this.norm = new LayerNorm(parameters, name + ".output.LayerNorm", hidden, NORM_EPSILON);
  }

  /**
   * One round of attention.
   *
   * @param x {@code [B, T, hidden]}
   * @param bias {@code [B, 1, 1, T]}, added to the logits; null where nothing is padded
   * @return {@code [B, T, hidden]}
   */
  NDArray apply(Step step, NDArray x, @Nullable NDArray bias) {
    NDArray narrow = step.narrow(x);
    NDArray q = split(query.narrow(step, narrow));
    NDArray k = split(key.narrow(step, narrow));
    NDArray v = split(value.narrow(step, narrow));
    NDArray joined = step.attention(q, k, v, bias).transpose(0, 2, 1, 3).reshape(x.getShape());
    NDArray out = step.drop(output.narrow(step, joined), step.regularization().hidden());
    return norm.apply(step, x.add(out));
  }

  /** {@code [B, T, hidden]} to {@code [B, heads, T, width]}. */
  private NDArray split(NDArray x) {
    return x.reshape(x.getShape().get(0), x.getShape().get(1), heads, width).transpose(0, 2, 1, 3);
  }
}
