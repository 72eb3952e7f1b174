package io.qklm.flink.engine;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.annotation.Internal;

/** Where a subtask gets its engine on the worker: the process's own, or a test's. */
@Internal
@FunctionalInterface
public interface EngineSource extends Serializable {

  /** The engines of the process. */
  static EngineSource ofProcess() {
    return SharedEngines::ofProcess;
  }

  /**
   * A share in the engine of these settings.
   *
   * @param worker what it is told if it is not open yet
   */
  EngineLease lease(EngineSettings settings, WorkerPlace worker)
      throws IOException, InterruptedException;

  /** The same where {@link Damage} ends the job for good. */
  default EngineLease leaseOrEnd(EngineSettings settings, WorkerPlace worker)
      throws IOException, InterruptedException {
    try {
      return lease(settings, worker);
    } catch (IOException e) {
      throw Damage.endOrRestart(e, settings.knowledge(), settings.model());
    }
  }
}
