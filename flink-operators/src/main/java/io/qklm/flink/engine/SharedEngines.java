package io.qklm.flink.engine;

import io.qklm.model.SharedResources;
import java.io.IOException;
import org.apache.flink.annotation.Internal;

/**
 * Engines by their settings, each opened by the first lease, shared by the next, closed by the
 * last.
 */
@Internal
public final class SharedEngines {

  // The one static of its kind: a process has one memory, and a model in it per subtask is what
  // this class is there to prevent. Empty whenever no subtask holds a lease. (A process of this
  // class loader, to be exact: a job jar that brings its own copy of this class has its own
  // engines; see the deployment notes on Flink's lib/.)
  private static final SharedEngines PROCESS = new SharedEngines(QklmHost::open);

  private final SharedResources<EngineSettings, EnginePool> engines;

  SharedEngines(EngineHost.Opener opener) {
    this.engines =
        new SharedResources<>(
            settings -> new EnginePool(opener.open(settings), settings.threads()),
            EnginePool::close);
  }

  /**
   * A lease on this process's engine of these settings; waits while another thread opens it.
   *
   * @throws IOException with a sentence that names the file and says what to do; the next lease
   *     tries anew
   */
  public static EngineLease ofProcess(EngineSettings settings)
      throws IOException, InterruptedException {
    return PROCESS.lease(settings);
  }

  /** The same of these engines. */
  EngineLease lease(EngineSettings settings) throws IOException, InterruptedException {
    SharedResources.Lease<EnginePool> lease = engines.lease(settings);
    return new EngineLease(lease.value(), lease::close);
  }
}
