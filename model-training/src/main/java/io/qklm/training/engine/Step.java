package io.qklm.training.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.jspecify.annotations.Nullable;

/**
 * One pass through the network: owns every array made in it, and frees them when it closes. A
 * learning step records for gradients and drops units; a plain step does neither. One at a time.
 */
public final class Step implements AutoCloseable {

  private final Torch torch;
  private final NDManager manager;
  private final Regularization regularization;
  private final Precision precision;
  private final @Nullable GradientCollector collector;

  private Step(
      Torch torch,
      Parameters parameters,
      Regularization regularization,
      Precision precision,
      @Nullable GradientCollector collector) {
    this.torch = torch;
    this.manager = torch.manager().newSubManager();
    this.regularization = regularization;
    this.precision = precision;
    this.collector = collector;
    parameters.lendTo(manager);
  }

  /**
   * A step that learns.
   *
   * @param seed where dropout starts drawing; the same seed drops the same units
   */
  public static Step learning(
      Torch torch,
      Parameters parameters,
      Regularization regularization,
      Precision precision,
      long seed) {
    torch.bytes().seed(seed);
    GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector();
    try {
      return new Step(torch, parameters, regularization, precision, collector);
    } catch (RuntimeException e) {
      // Only one collector may be open in a process.
      collector.close();
      throw e;
    }
  }

  /** A step that only computes. */
  public static Step plain(Torch torch, Parameters parameters, Precision precision) {
    return new Step(torch, parameters, Regularization.NONE, precision, null);
  }

  /** Whether gradients are recorded. */
  public boolean learns() {
    return collector != null;
  }

  public Precision precision() {
    return precision;
  }

  public Regularization regularization() {
    return regularization;
  }

  /** Owner of what is made in this step. */
  public NDManager manager() {
    return manager;
  }

  /**
   * A number that may stand on a gradient path: alive until the step closes, where DJL's own {@code
   * array.div(Number)} frees its memory while the backward pass still reads it.
   */
  public NDArray scalar(double value) {
    return manager.create((float) value);
  }

  /** Floats of {@code shape}, row-major. */
  public NDArray floats(float[] values, long... shape) {
    return manager.create(values, new Shape(shape));
  }

  /** Integers of {@code shape}, row-major, for looking up rows. */
  public NDArray longs(long[] values, long... shape) {
    return manager.create(values, new Shape(shape));
  }

  /** {@code x} in 32-bit floats. */
  public NDArray wide(NDArray x) {
    return x.getDataType() == DataType.FLOAT32 ? x : torch.kernels().wide(x);
  }

  /** {@code x} in the numbers that products take. */
  public NDArray narrow(NDArray x) {
    return precision == Precision.BFLOAT16 ? torch.kernels().narrow(x) : x;
  }

  /**
   * {@code x W^T + b}.
   *
   * @param x {@code [..., inputs]}
   * @param weight {@code [outputs, inputs]}
   * @param bias {@code [outputs]}
   * @return {@code [..., outputs]}, in the numbers that products give
   */
  public NDArray linear(NDArray x, NDArray weight, NDArray bias) {
    return precision == Precision.BFLOAT16
        ? torch.kernels().linear(x, weight, bias)
        : ai.djl.nn.core.Linear.linear(x, weight, bias).singletonOrThrow();
  }

  /**
   * {@code x (W + U D)^T + b}, without ever making the sum.
   *
   * @param x {@code [..., inputs]}
   * @param weight {@code [outputs, inputs]}
   * @param bias {@code [outputs]}
   * @param down {@code D [rank, inputs]}
   * @param up {@code U [outputs, rank]}
   * @return {@code [..., outputs]}, in the numbers that products give
   */
  public NDArray changedLinear(NDArray x, NDArray weight, NDArray bias, NDArray down, NDArray up) {
    return precision == Precision.BFLOAT16
        ? torch.kernels().changedLinear(x, weight, bias, down, up)
        : torch.kernels().wideChangedLinear(x, weight, bias, down, up);
  }

  /**
   * Scaled dot-product attention (Vaswani et al. 2017).
   *
   * @param q {@code [B, heads, T, width]}, as are {@code k} and {@code v}
   * @param bias {@code [B, 1, 1, T]}, added to the logits; null for none
   * @return {@code [B, heads, T, width]}
   */
  public NDArray attention(NDArray q, NDArray k, NDArray v, @Nullable NDArray bias) {
    if (precision == Precision.FLOAT32) {
      return torch.kernels().fusedAttention(q, k, v, bias);
    }
    NDArray scale = scalar(1 / Math.sqrt((double) q.getShape().getLastDimension()));
    return torch.kernels().narrowAttention(q, k, v, scale, bias);
  }

  /**
   * Inverted dropout (Srivastava et al. 2014): the identity outside learning steps. The rate counts
   * in 256ths.
   */
  public NDArray drop(NDArray x, float rate) {
    int threshold = Math.round(rate * 256);
    if (!learns() || threshold == 0) {
      return x;
    }
    NDArray bytes = torch.bytes().next(manager, x.size());
    NDArray scale = scalar(256.0 / (256 - threshold));
    return torch.kernels().drop(x, bytes, manager.create(threshold), scale);
  }

  /**
   * {@code x} with a large negative number at {@code places}, so that a softmax gives nothing to
   * them.
   *
   * @param places counted through all of {@code x}, row by row; at least one
   */
  public NDArray hide(NDArray x, long[] places) {
    return torch.kernels().hide(x, longs(places, places.length));
  }

  /** The logarithm of the sum of exponentials over the last axis: {@code [n, m]} to {@code [n]}. */
  public NDArray logSumExp(NDArray x) {
    return torch.kernels().logSumExp(x);
  }

  /**
   * Adds the gradient of {@code loss}, a single number, to the parameters' gradients.
   *
   * @throws IllegalStateException if this step does not learn
   */
  public void backward(NDArray loss) {
    if (collector == null) {
      throw new IllegalStateException("this step does not learn, so it has no gradients");
    }
    collector.backward(loss);
  }

  /** Frees every array of the step; the parameters return to their registry. */
  @Override
  public void close() {
    try {
      manager.close();
    } finally {
      if (collector != null) {
        collector.close();
      }
    }
  }
}
