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

  private final EngineHost.Opener opener;
  private final SharedResources<EngineSettings, EnginePool> engines =
      new SharedResources<>(EnginePool::close);

  SharedEngines(EngineHost.Opener opener) {
    this.opener = opener;
  }

  /**
   * A lease on this process's engine of these settings; waits while another thread opens it.
   *
   * @param worker what the engine is told if it is not open yet
   * @throws IOException with a sentence that names the file and says what to do; the next lease
   *     tries anew
   */
  public static EngineLease ofProcess(EngineSettings settings, WorkerPlace worker)
      throws IOException, InterruptedException {
    return PROCESS.lease(settings, worker);
  }

  /** The same of these engines. */
  EngineLease lease(EngineSettings settings, WorkerPlace worker)
      throws IOException, InterruptedException {
    SharedResources.Lease<EnginePool> lease =
        engines.lease(settings, made -> new EnginePool(opener.open(made, worker), made.threads()));
    return new EngineLease(lease.value(), lease::close);
  }
}
