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

  EngineLease lease(EngineSettings settings) throws IOException, InterruptedException;

  /** The same where {@link Damage} ends the job for good. */
  default EngineLease leaseOrEnd(EngineSettings settings) throws IOException, InterruptedException {
    try {
      return lease(settings);
    } catch (IOException e) {
      throw Damage.endOrRestart(e, settings.knowledge(), settings.model());
    }
  }
}
