package io.qklm.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x W^T + b}, with {@code W} as {@code NAME.weight [outputs, inputs]}. With a rank,
 * {@code y = x (W + U D)^T + b}, where {@code D} is {@code NAME.down.weight [rank, inputs]} and
 * {@code U} is {@code NAME.up.weight [outputs, rank]}, zero at first: changes of low rank (LoRA, Hu
 * et al. 2022).
 */
public final class Linear {

  /** Ends the name of what a change reads. */
  public static final String DOWN = ".down.weight";

  /** Ends the name of what a change writes. */
  public static final String UP = ".up.weight";

  private final NDArray weight;
  private final NDArray bias;
  private final @Nullable NDArray down;
  private final @Nullable NDArray up;

  /** Registers {@code NAME.weight} and {@code NAME.bias}, the bias starting at zero. */
  public Linear(
      Parameters parameters, String name, int inputs, int outputs, Initializer initializer) {
    this(parameters, name, inputs, outputs, initializer, 0);
  }

  /**
   * The same with changes of low rank.
   *
   * @param rank of the changes; 0 for none
   */
  public Linear(
      Parameters parameters,
      String name,
      int inputs,
      int outputs,
      Initializer initializer,
      int rank) {
    this.weight = parameters.add(name + ".weight", new Shape(outputs, inputs), initializer);
    this.bias = parameters.add(name + ".bias", new Shape(outputs), Initializer.constant(0));
    if (rank == 0) {
      this.down = null;
      this.up = null;
    } else {
      Initializer normal = Initializer.normal((float) Math.sqrt(1.0 / inputs));
      this.down = parameters.add(name + DOWN, new Shape(rank, inputs), normal);
      this.up = parameters.add(name + UP, new Shape(outputs, rank), Initializer.constant(0));
    }
  }

  /**
   * Maps the last axis.
   *
   * @param x {@code [..., inputs]}
   * @return {@code [..., outputs]}, in the step's numbers for products
   */
  public NDArray narrow(Step step, NDArray x) {
    return down == null || up == null
        ? step.linear(x, weight, bias)
        : step.changedLinear(x, weight, bias, down, up);
  }

  /** As {@link #narrow}, in 32-bit floats. */
  public NDArray apply(Step step, NDArray x) {
    return step.wide(narrow(step, x));
  }
}
