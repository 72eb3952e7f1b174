package io.qklm.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.Document;
import io.qklm.flink.engine.EngineSource;
import io.qklm.flink.engine.FakeEpochs;
import io.qklm.flink.gate.EnrichmentHarness;
import io.qklm.kg.epoch.EpochMessageJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole jobs on a small cluster: documents wait in their source, and keep their order. */
@Timeout(180)
class PausingJobTest {

  private static volatile int documents;

  // Where the job's subtasks, deserialised in this JVM, meet.
  private static final FakeEpochs EPOCHS = new FakeEpochs();
  private static final EngineSource ENGINES = EPOCHS.engines();
  private static final AtomicInteger READ = new AtomicInteger();
  private static final AtomicLong COMPLETED = new AtomicLong();
  private static final AtomicLong SEQUENCE = new AtomicLong();
  private static final List<long[]> OUT = Collections.synchronizedList(new ArrayList<>());
  private static volatile boolean announced;
  private static JobClient running;

  /** A job without knowledge, as the manifests start it: it neither fails nor reads on. */
  @Test
  void documentsWaitInTheirSourceForTheFirstEpochWhileCheckpointsComplete() throws Exception {
    reset();
    documents = 100_000;
    JobClient job = job(new Configuration(), 2, 100);
    await(() -> READ.get() > 100);
    long before = COMPLETED.get();
    await(() -> COMPLETED.get() > before + 5);
    int read = READ.get();
    // Those that wait and what the network holds.
    assertThat(read).isLessThan(50_000);
    TimeUnit.MILLISECONDS.sleep(300);
    assertThat(READ.get()).isEqualTo(read);
    assertThat(OUT).isEmpty();
    announced = true;
    await(() -> OUT.size() >= documents);
    job.cancel().get(30, TimeUnit.SECONDS);
    assertThat(out()).hasSize(documents).doesNotHaveDuplicates();
  }

  /** Keys are fives of neighbours; as many as may be are under way whenever it is stopped. */
  @Test
  void nothingIsLostOrDoubledByStopsAndRecordsOfAKeyKeepTheirOrder(@TempDir Path savepoints)
      throws Exception {
    reset();
    announced = true;
    documents = 20_000;
    Semaphore engine = new Semaphore(0);
    EPOCHS.documents = engine;
    Configuration from = new Configuration();
    List<Long> beforeRescale = List.of();
    for (int parallelism : new int[] {2, 2, 3}) {
      if (parallelism == 3) {
        beforeRescale = out();
      }
      JobClient job = job(from, parallelism, 10_000);
      int enough = OUT.size() + 3_000;
      engine.release(4_000);
      await(() -> OUT.size() > enough);
      // The engine stands still, so that as many as may be are under way.
      CompletableFuture<String> savepoint =
          job.stopWithSavepoint(
              false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL);
      while (!savepoint.isDone()) {
        // It closes behind what it has begun.
        TimeUnit.MILLISECONDS.sleep(200);
        engine.release(2);
      }
      engine.drainPermits();
      from = new Configuration();
      from.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.get());
    }
    job(from, 1, 10_000);
    engine.release(2 * documents);
    await(() -> OUT.size() >= documents);
    assertThat(out()).hasSize(documents).doesNotHaveDuplicates();
    assertThat(beforeRescale).hasSizeGreaterThan(6_000);
    Map<Long, Long> last = new HashMap<>();
    for (long document : beforeRescale) {
      Long before = last.put(document / 5, document);
      assertThat(before == null || before < document).as("%d after %d", document, before).isTrue();
    }
  }

  /** What is out and committed, in the order in which it came out. */
  private static List<Long> out() {
    synchronized (OUT) {
      return OUT.stream()
          .sorted(Comparator.comparingLong(taken -> taken[0]))
          .map(taken -> taken[1])
          .toList();
    }
  }

  private static void reset() {
    announced = false;
    READ.set(0);
    COMPLETED.set(0);
    OUT.clear();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(condition.getAsBoolean()).as("%d read, %d out", READ.get(), OUT.size()).isTrue();
  }

  @AfterEach
  void stop() throws Exception {
    EPOCHS.documents = null;
    JobClient left = running;
    try {
      if (left != null && !left.getJobStatus().get().isGloballyTerminalState()) {
        left.cancel().get(30, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | IllegalStateException e) {
      // Its cluster is gone with it.
    }
  }

  private static JobClient job(Configuration configuration, int parallelism, int held)
      throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    env.setMaxParallelism(8);
    env.enableCheckpointing(50);
    QklmEnrichment<Long, Long> enrichment =
        QklmEnrichment.<Long, Long>builder()
            .settings(
                QklmSettings.followingEpochs(
                        EpochSettings.of(KnowledgeMode.LATEST).withMaxHeld(held))
                    .withWorkers(2))
            .document(number -> Document.of(Long.toString(number / 5), "text of " + number))
            .enriched((number, made) -> number)
            .rejected((number, rejection) -> -number)
            .output(Types.LONG)
            .engines((settings, worker) -> ENGINES.lease(settings, worker))
            .build();
    DataStream<Long> read =
        env.fromSource(
                enrichment.pausing(new NumberSequenceSource(0, documents - 1)),
                WatermarkStrategy.noWatermarks(),
                "documents",
                Types.LONG)
            .uid("documents")
            .map(
                number -> {
                  READ.incrementAndGet();
                  return number;
                })
            .returns(Types.LONG);
    DataStream<byte[]> epochs =
        env.fromSource(
                new NumberSequenceSource(0, Long.MAX_VALUE - 1),
                WatermarkStrategy.noWatermarks(),
                "epochs")
            .setParallelism(1)
            .uid("epochs")
            .flatMap(
                (Long number, Collector<byte[]> out) -> {
                  TimeUnit.MILLISECONDS.sleep(5);
                  if (announced) {
                    out.collect(EpochMessageJson.write(EnrichmentHarness.announcement(1, 10)));
                  }
                })
            .returns(PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
            .setParallelism(1);
    enrichment
        .apply(read, epochs)
        .map(new Taking())
        .returns(Types.LONG)
        .sinkTo(new DiscardingSink<>());
    running = env.executeAsync();
    return running;
  }

  /** Takes down what comes out, in its order, when the checkpoint behind it is complete. */
  private static final class Taking extends RichMapFunction<Long, Long>
      implements CheckpointedFunction, CheckpointListener {
    private final List<long[]> taken = new ArrayList<>();
    private int prepared;
    private long checkpoint;

    @Override
    public Long map(Long number) {
      taken.add(new long[] {SEQUENCE.incrementAndGet(), number});
      return number;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
      prepared = taken.size();
      checkpoint = context.getCheckpointId();
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      COMPLETED.incrementAndGet();
      if (checkpointId >= checkpoint) {
        List<long[]> through = taken.subList(0, prepared);
        OUT.addAll(through);
        through.clear();
        prepared = 0;
      }
    }
  }
}
