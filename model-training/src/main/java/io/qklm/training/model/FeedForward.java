package io.qklm.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.qklm.training.engine.Initializer;
import io.qklm.training.engine.LayerNorm;
import io.qklm.training.engine.Linear;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;

/** The feed-forward half of a layer: GELU (Hendrycks and Gimpel 2016, exact), residual, norm. */
final class FeedForward {

  private final Linear inner;
  private final Linear outer;
  private final LayerNorm norm;

  FeedForward(Parameters parameters, String name, EncoderShape shape, int rank) {
    Initializer normal = Initializer.normal(0.02f);
    int hidden = shape.hidden();
    this.inner =
        new Linear(
            parameters, name + ".intermediate.dense", hidden, shape.feedForward(), normal, rank);
    this.outer =
        new Linear(parameters, name + ".output.dense", shape.feedForward(), hidden, normal, rank);
    this.norm =
        new LayerNorm(parameters, name + ".output.LayerNorm", hidden, SelfAttention.NORM_EPSILON);
  }

  /** {@code [B, T, hidden]} to the same shape. */
  NDArray apply(Step step, NDArray x) {
    NDArray wide = Activation.gelu(inner.narrow(step, x));
    NDArray out = step.drop(outer.narrow(step, wide), step.regularization().hidden());
    return norm.apply(step, x.add(out));
  }
}
