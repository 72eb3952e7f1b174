package io.qklm.flink;

import java.io.IOException;
import java.io.Serializable;

/** Where the operator gets its engine on the worker: the process's own, or a test's. */
@FunctionalInterface
interface EngineSource extends Serializable {

  EngineLease lease(QklmSettings settings) throws IOException, InterruptedException;
}
