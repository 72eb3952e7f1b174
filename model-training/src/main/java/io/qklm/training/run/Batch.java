package io.qklm.training.run;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.Step;

/** Examples of one task, prepared in Java arrays and waiting for their step. */
public interface Batch {

  /** Tokens that the encoder will read, for speed and budget. */
  int tokens();

  /**
   * Runs the network.
   *
   * @return the loss, one number, in the step
   */
  NDArray loss(Step step);
}
