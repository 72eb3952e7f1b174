package io.qklm.flink.engine;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.taskmanager.TaskManagerRuntimeInfo;

/**
 * What an engine is told of the worker it is on.
 *
 * @param temporary folder for temporary files, Flink's {@code io.tmp.dirs}
 * @param plannedNativeBytes memory outside the heap that Flink's configuration leaves to the code
 *     of tasks; empty where Flink does not plan its memory, as in a local cluster
 */
@Internal
public record WorkerPlace(Path temporary, OptionalLong plannedNativeBytes) {

  private static final MemorySize NO_END = MemorySize.ofMebiBytes(1 << 20);

  /** Where nothing is known but the process. */
  public static WorkerPlace ofProcess() {
    return new WorkerPlace(Path.of(System.getProperty("java.io.tmpdir", "")), OptionalLong.empty());
  }

  /** As Flink's worker says it. */
  public static WorkerPlace of(TaskManagerRuntimeInfo worker) {
    String[] folders = worker.getTmpDirectories();
    Path temporary =
        folders.length == 0 || folders[0].isBlank() ? ofProcess().temporary() : Path.of(folders[0]);
    return new WorkerPlace(
        temporary,
        worker
            .getConfiguration()
            .getOptional(TaskManagerOptions.TASK_OFF_HEAP_MEMORY)
            // A local cluster says a tebibyte, for there is no end to it.
            .filter(size -> size.compareTo(NO_END) < 0)
            .map(size -> OptionalLong.of(size.getBytes()))
            .orElseGet(OptionalLong::empty));
  }
}
