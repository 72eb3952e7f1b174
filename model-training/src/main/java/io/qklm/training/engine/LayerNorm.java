package io.qklm.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Layer normalisation over the last axis (Ba, Kiros and Hinton 2016), always in 32-bit floats. */
public final class LayerNorm {

  private final NDArray weight;
  private final NDArray bias;
  private final Shape shape;
  private final float epsilon;

  /** Registers {@code NAME.weight} at one and {@code NAME.bias} at zero. */
  public LayerNorm(Parameters parameters, String name, int size, float epsilon) {
    this.shape = new Shape(size);
    this.weight = parameters.add(name + ".weight", shape, Initializer.constant(1));
    this.bias = parameters.add(name + ".bias", shape, Initializer.constant(0));
    this.epsilon = epsilon;
  }

  /** Normalises {@code x [..., size]}. */
  public NDArray apply(Step step, NDArray x) {
    return ai.djl.nn.norm.LayerNorm.layerNorm(step.wide(x), shape, weight, bias, epsilon)
        .singletonOrThrow();
  }
}
