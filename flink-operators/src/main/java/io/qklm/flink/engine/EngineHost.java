package io.qklm.flink.engine;

import io.qklm.kg.epoch.EpochAnnouncement;
import java.io.IOException;

/** What all engines of a process share: {@link QklmHost}, or a stand-in in tests. */
interface EngineHost extends AutoCloseable {

  /** Opens hosts. */
  @FunctionalInterface
  interface Opener {
    /**
     * @throws IOException with a sentence that names the file and says what to do
     */
    EngineHost open(EngineSettings settings, WorkerPlace worker) throws IOException;
  }

  /**
   * The engine over the settings' own folder, closed with the host.
   *
   * @throws IllegalStateException if the settings name none
   */
  Engine fixed();

  /**
   * Opens the engine over an epoch, to be closed before the host. Two calls at a time at most, of
   * different epochs, neither of which may wait for the other.
   *
   * @throws IOException with a sentence that says what is wrong with the epoch
   */
  Engine open(EpochAnnouncement epoch) throws IOException;

  /** Called once, when all engines it opened are closed and the fixed one is not at work. */
  @Override
  void close();
}
