package io.qklm.training.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.GradientCollector;
import org.jspecify.annotations.Nullable;

/**
 * One pass through the network: owns every array made in it, and frees them when it closes. A
 * learning step records for gradients and drops units; a plain step does neither. One at a time.
 */
public final class Step implements AutoCloseable {

  private final NDManager manager;
  private final Regularization regularization;
  private final Precision precision;
  private final @Nullable GradientCollector collector;

  private Step(
      NDManager manager,
      Regularization regularization,
      Precision precision,
      @Nullable GradientCollector collector) {
    this.manager = manager;
    this.regularization = regularization;
    this.precision = precision;
    this.collector = collector;
  }

  /**
   * A step that learns.
   *
   * @param seed where dropout starts drawing; the same seed drops the same units
   */
  public static Step learning(
      NDManager parent,
      Parameters parameters,
      Regularization regularization,
      Precision precision,
      long seed) {
    Torch.seed(seed);
    GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector();
    NDManager manager = parent.newSubManager();
    parameters.lendTo(manager);
    return new Step(manager, regularization, precision, collector);
  }

  /** A step that only computes. */
  public static Step plain(NDManager parent, Parameters parameters, Precision precision) {
    NDManager manager = parent.newSubManager();
    parameters.lendTo(manager);
    return new Step(manager, Regularization.NONE, precision, null);
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
    return x.toType(DataType.FLOAT32, false);
  }

  /** {@code x} in the numbers that products take. */
  public NDArray narrow(NDArray x) {
    return precision == Precision.BFLOAT16 ? x.toType(DataType.BFLOAT16, false) : x;
  }

  /** Inverted dropout (Srivastava et al. 2014): the identity outside learning steps. */
  public NDArray drop(NDArray x, float rate) {
    if (!learns() || rate == 0) {
      return x;
    }
    NDList dropped = Dropout.dropout(x, rate, true);
    return dropped.singletonOrThrow();
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
