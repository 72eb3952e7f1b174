package io.qklm.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.flink.engine.EngineSource;
import io.qklm.flink.engine.FakeEngine;
import io.qklm.flink.engine.WorkerPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class QklmEnrichmentJobTest {

  // Where the job's subtasks, deserialised in this JVM, meet.
  private static final List<WorkerPlace> WORKERS = new CopyOnWriteArrayList<>();
  private static final EngineSource ENGINES = new FakeEngine(3).engines();

  private static final AtomicInteger MOUNTED = new AtomicInteger();

  @Test
  void runsInAJobWithCheckpoints() throws Exception {
    for (boolean reuse : new boolean[] {false, true}) {
      StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
      env.enableCheckpointing(20);
      if (reuse) {
        env.getConfig().enableObjectReuse();
      }
      List<String> documents = IntStream.range(0, 1000).mapToObj(i -> i + ":text").toList();
      SingleOutputStreamOperator<String> enriched =
          QklmEnrichment.<String, String>builder()
              .settings(QklmSettings.of("/knowledge").withMaxInFlight(16))
              .binding(new TextBinding())
              .output(Types.STRING)
              .engines((settings, worker) -> ENGINES.lease(settings, worker))
              .name("enrich")
              .build()
              .apply(env.fromData(documents).rebalance());
      try (CloseableIterator<String> results = enriched.executeAndCollect()) {
        List<String> seen = new java.util.ArrayList<>();
        results.forEachRemaining(seen::add);
        assertThat(seen)
            .containsExactlyInAnyOrderElementsOf(
                IntStream.range(0, 1000).mapToObj(i -> "enriched " + i).toList());
      }
    }
  }

  @Test
  void failsForGoodWhenTheKnowledgeIsDamaged(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("manifest.json"), "{");
    Configuration restarts = new Configuration();
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1_000);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, restarts);
    SingleOutputStreamOperator<String> enriched =
        QklmEnrichment.<String, String>builder()
            .settings(QklmSettings.of(folder.toString()))
            .binding(new TextBinding())
            .output(Types.STRING)
            .build()
            .apply(env.fromData("a:text"));
    assertThatThrownBy(() -> enriched.executeAndCollect(1))
        .rootCause()
        .hasMessageContaining("Unexpected end-of-input");
  }

  @Test
  void startsOverUntilTheEngineCanBeOpened() throws Exception {
    Configuration restarts = new Configuration();
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1_000);
    restarts.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, restarts);
    MOUNTED.set(-2);
    SingleOutputStreamOperator<String> enriched =
        QklmEnrichment.<String, String>builder()
            .settings(QklmSettings.of("/late/mount"))
            .binding(new TextBinding())
            .output(Types.STRING)
            .engines(
                (settings, worker) -> {
                  if (MOUNTED.incrementAndGet() < 1) {
                    throw new IOException("the knowledge folder /late/mount does not exist");
                  }
                  return ENGINES.lease(settings, worker);
                })
            .build()
            .apply(env.fromData("a:text"));
    assertThat(enriched.executeAndCollect(1)).containsExactly("enriched a");
    assertThat(MOUNTED).hasValue(1);
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> QklmEnrichment.builder().settings(QklmSettings.of("k")).build())
        .hasMessage(
            "an enrichment still needs document(...), enriched(...), rejected(...), output(...)");
    assertThatThrownBy(
            () -> QklmEnrichment.<String, String>builder().binding(new TextBinding()).build())
        .hasMessage("an enrichment still needs settings(...) or knowledge(...), output(...)");
    assertThatThrownBy(() -> QklmSettings.of(" "))
        .hasMessage("the folder of the knowledge is needed and was not given");
    assertThatThrownBy(() -> QklmSettings.of("k").withWorkers(-1))
        .hasMessage("workers must be 0 (one per core) or more, got -1");
    assertThatThrownBy(() -> QklmSettings.of("k").withMaxInFlight(0))
        .hasMessage("maxInFlight must be at least 1, got 0");
    assertThatThrownBy(() -> QklmSettings.of("k").withMaxCharactersInFlight(0))
        .hasMessage("maxCharactersInFlight must be at least 1, got 0");
  }

  /** Epochs are fetched there, and not to where the process keeps other temporary files. */
  @Test
  void tellsTheEngineOfFlinksFolderForTemporaryFiles(@TempDir Path folder) throws Exception {
    Configuration flink = new Configuration();
    flink.set(CoreOptions.TMP_DIRS, folder.toString());
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, flink);
    SingleOutputStreamOperator<String> enriched =
        QklmEnrichment.<String, String>builder()
            .settings(QklmSettings.of("/knowledge/of/a/fake"))
            .binding(new TextBinding())
            .output(Types.STRING)
            .engines(
                (settings, worker) -> {
                  WORKERS.add(worker);
                  return ENGINES.lease(settings, worker);
                })
            .build()
            .apply(env.fromData("a:text"));
    assertThat(enriched.executeAndCollect(1)).containsExactly("enriched a");
    assertThat(WORKERS)
        .isNotEmpty()
        .allMatch(worker -> worker.temporary().startsWith(folder))
        .allMatch(worker -> worker.plannedNativeBytes().isEmpty());
  }
}
