package io.qklm.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** {@code y = x W^T + b}, with {@code W} as {@code NAME.weight [outputs, inputs]}. */
public final class Linear {

  private final NDArray weight;
  private final NDArray bias;

  /** Registers {@code NAME.weight} and {@code NAME.bias}, the bias starting at zero. */
  public Linear(
      Parameters parameters, String name, int inputs, int outputs, Initializer initializer) {
    this.weight = parameters.add(name + ".weight", new Shape(outputs, inputs), initializer);
    this.bias = parameters.add(name + ".bias", new Shape(outputs), Initializer.constant(0));
  }

  /**
   * Maps the last axis.
   *
   * @param x {@code [..., inputs]}
   * @return {@code [..., outputs]}, in the step's numbers for products
   */
  public NDArray narrow(Step step, NDArray x) {
    return step.linear(x, weight, bias);
  }

  /** As {@link #narrow}, in 32-bit floats. */
  public NDArray apply(Step step, NDArray x) {
    return step.wide(narrow(step, x));
  }
}
