package io.qklm.training.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Starts PyTorch through DJL, from the jars on the class path and without the network. The native
 * library unpacks into DJL's cache ({@code DJL_CACHE_DIR}, by default {@code ~/.djl.ai}, 430 MB) at
 * the first start.
 */
public final class Torch {

  private Torch() {}

  /**
   * A manager for what lives as long as a training run. Gradients are off until a {@link Step} asks
   * for them.
   *
   * @param threads threads of one matrix product, for the whole process; at least 1
   * @return the caller closes it
   */
  public static NDManager open(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + "; at least 1 is needed");
    }
    // DJL otherwise asks a link-local address whether this machine is Amazon's.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    Engine engine = Engine.getEngine("PyTorch");
    JniUtils.setNumThreads(threads);
    return engine.newBaseManager(Device.cpu());
  }

  /** Seeds the generator that dropout draws from, for the whole process. */
  public static void seed(long seed) {
    JniUtils.setSeed(seed);
  }

  /**
   * Sets an accumulated gradient to zero. Multiplying it by zero would keep a NaN.
   *
   * @param parameter an array that requires a gradient
   */
  static void clearGradient(ai.djl.ndarray.NDArray parameter) {
    JniUtils.zeroGrad((ai.djl.pytorch.engine.PtNDArray) parameter);
  }
}
