package io.qklm.flink;

import java.io.IOException;
import org.apache.flink.annotation.Internal;

/**
 * The engines of this process. (Of this class loader, to be exact: a job jar that brings its own
 * copy of this class has its own engines; see the deployment notes on Flink's {@code lib/}.)
 */
@Internal
public final class SharedQklm {

  // The one static of its kind: a process has one memory, and a model in it per subtask is what
  // this class is there to prevent. Empty whenever no subtask holds a lease.
  private static final SharedEngines PROCESS = new SharedEngines(QklmHost::open);

  private SharedQklm() {}

  /**
   * A lease on the engine of these settings, opened by the first and closed by the last.
   *
   * @throws IOException with a sentence that names the file and says what to do
   */
  public static EngineLease lease(QklmSettings settings) throws IOException, InterruptedException {
    return PROCESS.lease(settings);
  }
}
