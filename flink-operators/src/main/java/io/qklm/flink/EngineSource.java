package io.qklm.flink;

import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** Where the operator gets its engine on the worker: the process's own, or a test's. */
@FunctionalInterface
interface EngineSource extends Serializable {

  EngineLease lease(QklmSettings settings) throws IOException, InterruptedException;

  /** The same where a failure ends the job for good. */
  default EngineLease leaseOrEnd(QklmSettings settings) throws InterruptedException {
    try {
      return lease(settings);
    } catch (IOException e) {
      // A folder that is missing or damaged stays so; starting over would only hide the message.
      throw new SuppressRestartsException(e);
    }
  }
}
