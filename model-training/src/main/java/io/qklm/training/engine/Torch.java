package io.qklm.training.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PyTorch, started through DJL from the jars on the class path and without the network. The native
 * library unpacks into DJL's cache ({@code DJL_CACHE_DIR}, by default {@code ~/.djl.ai}, 430 MB) at
 * the first start. Owns what lives as long as a run; one thread works with it.
 */
public final class Torch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Torch.class);

  private final NDManager manager;
  private final Kernels kernels;
  private final RandomBytes bytes = new RandomBytes();

  private Torch(NDManager manager, Kernels kernels) {
    this.manager = manager;
    this.kernels = kernels;
  }

  /**
   * Starts the engine, with gradients off until a {@link Step} asks for them.
   *
   * @param threads threads of one operation, for the whole process; at least 1
   */
  public static Torch open(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + "; at least 1 is needed");
    }
    advice(threads, System.getenv()).ifPresent(LOG::warn);
    // DJL otherwise asks a link-local address whether this machine is Amazon's.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    Engine engine = Engine.getEngine("PyTorch");
    JniUtils.setNumThreads(threads);
    NDManager manager = engine.newBaseManager(Device.cpu());
    return new Torch(manager, new Kernels(manager));
  }

  /**
   * What to change in the environment before the process starts. Threads that wait for each other
   * spin by default; where other work shares the cores, a step then takes ten times as long.
   */
  static Optional<String> advice(int threads, Map<String, String> environment) {
    boolean passive = "passive".equalsIgnoreCase(environment.get("OMP_WAIT_POLICY"));
    return threads == 1 || passive
        ? Optional.empty()
        : Optional.of(
            "training runs on "
                + threads
                + " threads that spin while they wait; set OMP_WAIT_POLICY=passive and"
                + " GOMP_SPINCOUNT=0 before the start, or take one thread, unless nothing else"
                + " runs on this machine");
  }

  /** Owner of what lives as long as the run. */
  public NDManager manager() {
    return manager;
  }

  Kernels kernels() {
    return kernels;
  }

  /**
   * One step of AdamW in place.
   *
   * @param numbers float64 {@code [8]}: what the parameter is multiplied by; the first moment's
   *     memory and the gradient's share in it; the second moment's memory and the squared
   *     gradient's share; what the root of the second moment is multiplied by; epsilon; what the
   *     quotient of the moments is multiplied by
   */
  public void adamw(
      NDArray parameter, NDArray gradient, NDArray first, NDArray second, NDArray numbers) {
    kernels.adamw(parameter, gradient, first, second, numbers);
  }

  /** What dropout draws from. */
  RandomBytes bytes() {
    return bytes;
  }

  /** Sets an accumulated gradient to zero; multiplying it by zero would keep a NaN. */
  static void clearGradient(NDArray parameter) {
    JniUtils.zeroGrad((PtNDArray) parameter);
  }

  /** The kernels first: they stand on the manager. */
  @Override
  public void close() {
    kernels.close();
    manager.close();
  }
}
