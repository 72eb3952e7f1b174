package io.qklm.kg.store.files;

import java.io.IOException;

/**
 * Told of each step that changes what is on disk, just before it. Tests make a step fail or end the
 * process there, so that what an interruption leaves behind is known and not left to luck.
 */
@FunctionalInterface
public interface Steps {

  /** Lets every step pass. */
  Steps NONE = step -> {};

  /**
   * The next step is about to be done.
   *
   * @param step what it does, in a few words
   * @throws IOException to make the step fail
   */
  void before(String step) throws IOException;
}
