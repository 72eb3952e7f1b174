package io.qklm.deploy.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.flink.engine.NativeMemory;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;

/** Whether a worker starts with its settings, and has room for the engine. */
final class WorkerMemory {

  private WorkerMemory() {}

  /**
   * Lets Flink share out the memory.
   *
   * @param process all that the worker may use, such as {@code 3g}
   */
  static void check(Map<String, String> settings, String process) throws IOException {
    Configuration flink = Configuration.fromMap(settings);
    flink.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse(process));
    TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(flink);
    assertThat(spec.getTaskHeapSize()).isGreaterThan(MemorySize.ofMebiBytes(512));
    // Of the bundle that comes with the code, on a worker of four processors.
    long engine = NativeMemory.of(ModelBundle.named(""), 4).bytes();
    assertThat(spec.getTaskOffHeapSize()).isGreaterThanOrEqualTo(new MemorySize(engine));
  }
}
