package io.qklm.training.model;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;
import org.jspecify.annotations.Nullable;

/** One transformer layer under BERT's name {@code encoder.layer.N}. */
final class EncoderLayer {

  private final SelfAttention attention;
  private final FeedForward feedForward;

  EncoderLayer(Parameters parameters, int number, EncoderShape shape, int rank) {
    String name = "encoder.layer." + number;
    this.attention = new SelfAttention(parameters, name + ".attention", shape, rank);
    this.feedForward = new FeedForward(parameters, name, shape, rank);
  }

  /** {@code [B, T, hidden]} to the same shape; {@code bias} as in {@link SelfAttention}. */
  NDArray apply(Step step, NDArray x, @Nullable NDArray bias) {
    return feedForward.apply(step, attention.apply(step, x, bias));
  }
}
