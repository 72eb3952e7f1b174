package io.qklm.flink.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.Document;
import io.qklm.flink.QklmSettings;
import io.qklm.flink.metrics.ProcessMemory;
import io.qklm.flink.testkit.QklmTestKit;
import io.qklm.model.ModelBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.util.TestingTaskManagerRuntimeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class NativeMemoryTest {

  private static final OptionalLong NONE = OptionalLong.empty();
  private static final NativeMemory NEEDED =
      new NativeMemory(50 << 20, 128 << 20, 240 << 20, 128 << 20);

  @Test
  void saysWhatToSetWhereFlinkLeavesTooLittle() {
    assertThat(NEEDED.problem(OptionalLong.of(128 << 20), NONE, 512 << 20))
        .contains(
            "the engine may take 546 MB outside of Java's heap (50 for the model, 128 for its"
                + " threads, 240 for knowledge, 128 for the rest), but Flink's configuration leaves"
                + " 128 MB to tasks; set taskmanager.memory.task.off-heap.size to 546m, within a"
                + " taskmanager.memory.process.size that the container may use");
    assertThat(NEEDED.problem(OptionalLong.of(546L << 20), NONE, 512 << 20)).isEmpty();
    assertThat(NEEDED.problem(NONE, NONE, 512 << 20)).isEmpty();
  }

  @Test
  void saysSoWhereTheContainerCannotHoldIt() {
    OptionalLong limit = OptionalLong.of(1 << 30);
    assertThat(NEEDED.problem(OptionalLong.of(1L << 30), limit, 600 << 20))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .contains(
                        "and the heap 600 MB, but the container may use 1024 MB and is ended by the"
                            + " system beyond"));
    assertThat(NEEDED.problem(NONE, limit, 400 << 20)).isEmpty();
  }

  @Test
  void readsTheLimitOfAContainer() {
    assertThat(NativeMemory.limit("3221225472\n")).hasValue(3L << 30);
    assertThat(NativeMemory.limit("max\n")).isEmpty();
    assertThat(NativeMemory.limit("9223372036854771712\n")).isEmpty();
  }

  @Test
  void isPlannedAsFlinkSaysIt() {
    Configuration flink = new Configuration();
    flink.set(TaskManagerOptions.TASK_OFF_HEAP_MEMORY, MemorySize.ofMebiBytes(700));
    WorkerPlace worker = WorkerPlace.of(info(flink));
    assertThat(worker.plannedNativeBytes()).hasValue(700L << 20);
    assertThat(worker.temporary()).hasToString("/data/tmp");
    flink.set(TaskManagerOptions.TASK_OFF_HEAP_MEMORY, MemorySize.MAX_VALUE);
    assertThat(WorkerPlace.of(info(flink)).plannedNativeBytes()).isEmpty();
    assertThat(WorkerPlace.of(info(new Configuration())).plannedNativeBytes()).isEmpty();
  }

  private static TestingTaskManagerRuntimeInfo info(Configuration flink) {
    return new TestingTaskManagerRuntimeInfo(flink, new String[] {"/data/tmp", "/more/tmp"});
  }

  /** What the engine of this build takes for long documents is less than what is planned. */
  @Test
  void isMoreThanLongDocumentsTake() throws Exception {
    try (QklmTestKit kit = QklmTestKit.start()) {
      QklmSettings settings = kit.settings().withWorkers(2);
      long before = ProcessMemory.now().anonymousBytes();
      try (EngineLease engine =
          SharedEngines.ofProcess(settings.engine(), WorkerPlace.ofProcess())) {
        String text = "Ada Lovelace wrote to Charles Babbage in London on Monday. ".repeat(200);
        List<CompletableFuture<?>> results = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
          results.add(engine.enrich(Document.of("d" + i, text), () -> {}));
        }
        results.forEach(CompletableFuture::join);
        // With what Java's heap grew by, so that it is more than natives took.
        long taken = ProcessMemory.now().anonymousBytes() - before;
        NativeMemory planned = NativeMemory.of(ModelBundle.named(settings.engine().model()), 2);
        assertThat(taken).isLessThan(planned.bytes());
      }
    }
  }
}
