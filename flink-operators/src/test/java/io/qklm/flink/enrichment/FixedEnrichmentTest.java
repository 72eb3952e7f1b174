package io.qklm.flink.enrichment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.flink.QklmSettings;
import io.qklm.flink.engine.EngineSource;
import io.qklm.flink.engine.FakeEngine;
import io.qklm.flink.gate.EnrichmentHarness;
import io.qklm.kg.store.format.SnapshotException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FixedEnrichmentTest {

  private static final QklmSettings SETTINGS =
      QklmSettings.of("/knowledge").withWorkers(4).withMaxInFlight(8);

  @Test
  void keepsTheOrderAndLosesNothing() throws Exception {
    FakeEngine engine = new FakeEngine(5);
    try (var harness = harness(engine, SETTINGS, null)) {
      List<Object> expected = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        if (i % 10 == 3) {
          harness.document("-", i);
          expected.add(new StreamRecord<>("passed", i));
        } else if (i % 10 == 7) {
          harness.document("no", i);
          expected.add(new StreamRecord<>("rejected no MALFORMED", i));
        } else {
          harness.document(i + ":text", i);
          expected.add(new StreamRecord<>("enriched " + i, i));
        }
        if (i % 50 == 49) {
          harness.watermark(i);
          expected.add(new Watermark(i));
        }
      }
      end(harness);
      assertThat(harness.outputs()).isEqualTo(expected);
      assertThat(engine.enriched).hasValue(240);
    }
    assertThat(engine.closed).hasValue(1);
  }

  @Test
  void aBarrierWaitsForNothingAndWhatIsUnderWayComesOutOnceInOrder() throws Exception {
    Semaphore gate = new Semaphore(0);
    EnrichmentHarness.State state;
    try (var harness = harness(new FakeEngine(gate), SETTINGS, null)) {
      for (int i = 0; i < 8; i++) {
        harness.process(new StreamRecord<>(i + ":text"));
      }
      harness.watermark(9);
      state = harness.checkpoint();
      assertThat(harness.outputs()).isEmpty();
      gate.release(8);
    }
    EngineSource engines = new FakeEngine(3).engines();
    try (var harness = harness(engines, SETTINGS, null)) {
      harness.restore(state);
      harness.open();
      harness.process(new StreamRecord<>("8:text"));
      end(harness);
      assertThat(harness.out())
          .containsExactly(
              "enriched 0",
              "enriched 1",
              "enriched 2",
              "enriched 3",
              "enriched 4",
              "enriched 5",
              "enriched 6",
              "enriched 7",
              "watermark 9",
              "enriched 8");
    }
  }

  /** Flink keeps 5 MB of state there and fails the job, at every restart, when it is more. */
  @Test
  void largeDocumentsAreOutBeforeACheckpointThatIsKeptInMemory() throws Exception {
    Semaphore gate = new Semaphore(0);
    FakeEngine engine = new FakeEngine(gate);
    try (var harness = harness(engine, SETTINGS, null)) {
      for (int i = 0; i < 8; i++) {
        harness.process(new StreamRecord<>(i + ":" + "x".repeat(1 << 20)));
      }
      CompletableFuture<Void> later =
          CompletableFuture.runAsync(
              () -> gate.release(8), CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
      EnrichmentHarness.State state = harness.checkpoint();
      later.get(20, TimeUnit.SECONDS);
      assertThat(harness.outputs()).hasSize(8);
      assertThat(state.engine().getStateSize()).isLessThan(1 << 20);
    }
  }

  @Test
  void takesNoMoreThanItsLimits() throws Exception {
    Semaphore gate = new Semaphore(0);
    FakeEngine engine = new FakeEngine(gate);
    QklmSettings settings = SETTINGS.withMaxInFlight(3).withMaxCharactersInFlight(10);
    int inUse = ChainChannel.inUse();
    try (var harness = harness(engine, settings, null);
        ChainChannel.Hold channel = harness.channel()) {
      InFlightRecords inFlight = channel.inFlight(new TaskInfoImpl("chain", 1, 0, 1, 0));
      harness.document("a:1234567", 1);
      // Seven are less than ten: one more may go beyond it.
      harness.document("b:1234", 2);
      assertThat(inFlight.characters()).isEqualTo(11);
      // The gate waits until there is room, and lets the next go before it waits for its own.
      CompletableFuture<Integer> seen = releaseWhenWorking(engine, gate, 2);
      harness.document("c:1", 3);
      assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(2);
      assertThat(inFlight.records()).isLessThanOrEqualTo(2);
      gate.release(2);
      harness.until(() -> inFlight.records() == 0);
      harness.document("-", 4);
      harness.document("d:1", 5);
      harness.document("e:1", 6);
      // Three records are under way, the tombstone among them, if it is not out yet.
      seen = releaseWhenWorking(engine, gate, 2);
      harness.document("f:1", 7);
      assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(2);
      gate.release(10);
      // Larger than the limit by itself: let in alone.
      harness.document("g:" + "x".repeat(100), 8);
      end(harness);
      assertThat(harness.outputs()).hasSize(8);
      assertThat(inFlight.records()).isZero();
      assertThat(inFlight.characters()).isZero();
    }
    assertThat(ChainChannel.inUse()).isEqualTo(inUse);
  }

  /** Flink's operator by itself lets idleness pass records that are under way. */
  @Test
  void idlenessKeepsItsPlaceBehindRecordsAndWatermarks() throws Exception {
    Semaphore gate = new Semaphore(0);
    try (var harness = harness(new FakeEngine(gate), SETTINGS, null)) {
      harness.document("0:text", 1);
      harness.watermark(1);
      harness.status(WatermarkStatus.IDLE);
      harness.status(WatermarkStatus.ACTIVE);
      harness.document("1:text", 2);
      harness.settle();
      assertThat(harness.outputs()).isEmpty();
      gate.release(2);
      end(harness);
      assertThat(harness.outputs())
          .containsExactly(
              new StreamRecord<>("enriched 0", 1),
              new Watermark(1),
              WatermarkStatus.IDLE,
              WatermarkStatus.ACTIVE,
              new StreamRecord<>("enriched 1", 2));
    }
  }

  /** A restored record of one subtask must not come after a later one of its key in another. */
  @Test
  void afterARescaleNothingPassesBeforeACheckpointSaysThatTheRestoredAreOut() throws Exception {
    Semaphore gate = new Semaphore(0);
    EnrichmentHarness.State before;
    try (var harness = harness(new FakeEngine(gate), SETTINGS, null)) {
      harness.document("0:text", 1);
      before = harness.checkpoint();
      gate.release();
    }
    EngineSource engines = new FakeEngine(3).engines();
    EnrichmentHarness.Setup setup =
        EnrichmentHarness.Setup.of(SETTINGS, engines).records(new TextRecords());
    List<EnrichmentHarness> subtasks = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      EnrichmentHarness subtask = new EnrichmentHarness(setup.subtask(i, 2));
      subtask.restore(before.ofSubtask(i, 1, 2));
      subtasks.add(subtask.open());
    }
    for (EnrichmentHarness subtask : subtasks) {
      subtask.document("1:text", 2);
      subtask.settle();
    }
    assertThat(subtasks.stream().flatMap(one -> one.out().stream())).containsExactly("enriched 0");
    for (EnrichmentHarness subtask : subtasks) {
      subtask.checkpoint(1);
    }
    subtasks.get(0).completed(1);
    subtasks.get(0).untilOut(1);
    subtasks.get(1).completed(1);
    for (EnrichmentHarness subtask : subtasks) {
      end(subtask);
      assertThat(subtask.out()).endsWith("enriched 1");
      subtask.close();
    }
    assertThat(subtasks.stream().mapToInt(one -> one.out().size()).sum()).isEqualTo(3);
  }

  @Test
  void setsASingleDocumentAsideWhenTheEngineThrows() throws Exception {
    try (var harness = harness(new FakeEngine(1), SETTINGS, null)) {
      for (String text : List.of("reject", "throw", "overflow", "fine")) {
        harness.process(new StreamRecord<>("a:" + text));
      }
      end(harness);
      assertThat(harness.outputs())
          .containsExactly(
              new StreamRecord<>("rejected a:reject MODEL_FAILURE"),
              new StreamRecord<>("rejected a:throw MODEL_FAILURE"),
              new StreamRecord<>("rejected a:overflow MODEL_FAILURE"),
              new StreamRecord<>("enriched a"));
    }
  }

  @Test
  void failsTheTaskWhenReadingTheKnowledgeFails() throws Exception {
    try (var harness = harness(new FakeEngine(1), SETTINGS, null)) {
      harness.process(new StreamRecord<>("a:break"));
      assertThatThrownBy(() -> end(harness))
          .hasMessage("the engine broke down while it worked on document 'a'")
          .hasRootCauseMessage("disk gone");
    }
  }

  @Test
  void sendsRejectedRecordsAside() throws Exception {
    OutputTag<String> tag = new OutputTag<>("rejected", TypeInformation.of(String.class));
    try (var harness = harness(new FakeEngine(1), SETTINGS, tag)) {
      harness.document("no", 1);
      harness.document("a:reject", 2);
      harness.document("b:text", 3);
      end(harness);
      assertThat(harness.outputs()).containsExactly(new StreamRecord<>("enriched b", 3));
      assertThat(harness.side(tag))
          .containsExactly(
              new StreamRecord<>("rejected no MALFORMED", 1),
              new StreamRecord<>("rejected a:reject MODEL_FAILURE", 2));
    }
  }

  @Test
  void givesUpItsWorkWhenCancelled() throws Exception {
    Semaphore gate = new Semaphore(0);
    FakeEngine engine = new FakeEngine(gate);
    var harness = harness(engine, SETTINGS.withWorkers(1), null);
    for (int i = 0; i < 8; i++) {
      harness.process(new StreamRecord<>(i + ":text"));
    }
    while (engine.working.get() == 0) {
      Thread.onSpinWait();
    }
    CompletableFuture<Void> later =
        CompletableFuture.runAsync(
            gate::release, CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
    harness.close();
    later.get(20, TimeUnit.SECONDS);
    assertThat(engine.closed).hasValue(1);
    // The one at work was finished, the rest never begun.
    assertThat(engine.enriched).hasValue(1);
  }

  @Test
  void damageEndsTheJobForGoodAndWhatARestartMayMendDoesNot(@TempDir Path folder) throws Exception {
    Path manifest = folder.resolve("manifest.json");
    QklmSettings settings = QklmSettings.of(folder.toString());
    assertThatThrownBy(harness(EngineSource.ofProcess(), settings, null)::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no snapshot in " + folder);
    assertThatThrownBy(
            harness(EngineSource.ofProcess(), QklmSettings.of("/nowhere/at/all"), null)::open)
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the knowledge folder /nowhere/at/all does not exist on this machine; build one with"
                + " 'qklm kg build', and give every worker the same path");
    Files.writeString(manifest, "{");
    assertThatThrownBy(harness(EngineSource.ofProcess(), settings, null)::open)
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageContaining(manifest + " is no JSON");
    EngineSource tooManyFiles =
        (any, worker) -> {
          throw new SnapshotException(
              "the database does not open", new IOException("too many open files"));
        };
    assertThatThrownBy(harness(tooManyFiles, settings, null)::open)
        .isInstanceOf(SnapshotException.class);
  }

  @Test
  void whatIsLoggedMeanwhileNamesTheDocument() throws Exception {
    FakeEngine engine = new FakeEngine(1);
    try (var harness = harness(engine, SETTINGS.withWorkers(1), null)) {
      for (String id : List.of("a", "b", "c")) {
        process(harness, id + (id.equals("b") ? ":throw" : ":text"));
      }
      end(harness);
    }
    assertThat(engine.logged).containsExactly("a by 7", "b by 7", "c by 7");
  }

  @Test
  void countsWhatItDoes() throws Exception {
    try (var harness = harness(new FakeEngine(1), SETTINGS, null)) {
      IntStream.range(0, 5).forEach(i -> process(harness, i + ":text"));
      process(harness, "-");
      process(harness, "no");
      process(harness, "a:reject");
      end(harness);
      EnrichmentMetrics counts = harness.enrich().counts();
      assertThat(counts.documents.getCount()).isEqualTo(6);
      assertThat(counts.enriched.getCount()).isEqualTo(5);
      assertThat(counts.passed.getCount()).isEqualTo(1);
      assertThat(counts.rejected.getCount()).isEqualTo(2);
      assertThat(counts.rejectedBy(io.qklm.document.Rejection.Cause.MALFORMED)).isEqualTo(1);
      assertThat(counts.rejectedBy(io.qklm.document.Rejection.Cause.MODEL_FAILURE)).isEqualTo(1);
      assertThat(counts.latency.getCount()).isEqualTo(6);
      // The fake engine reads five tokens of each and finds no names.
      assertThat(counts.tokens.getCount()).isEqualTo(30);
      assertThat(counts.mentions.getCount()).isZero();
      assertThat(counts.nilShare.share()).isNaN();
    }
  }

  private static void end(EnrichmentHarness harness) throws Exception {
    harness.endDocuments();
    harness.finish();
  }

  private static void process(EnrichmentHarness harness, String value) {
    try {
      harness.process(new StreamRecord<>(value));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** From another thread: when that many are at work, tells how many and lets one go. */
  private static CompletableFuture<Integer> releaseWhenWorking(
      FakeEngine engine, Semaphore gate, int count) {
    return CompletableFuture.supplyAsync(
        () -> {
          int working = engine.working.get();
          while (working < count) {
            LockSupport.parkNanos(1_000_000);
            working = engine.working.get();
          }
          // One for each: a single permit may go to any of them, and results leave in order.
          gate.release(working);
          return working;
        });
  }

  private static EnrichmentHarness harness(
      FakeEngine engine, QklmSettings settings, OutputTag<String> tag) throws Exception {
    return harness(engine.engines(), settings, tag).open();
  }

  private static EnrichmentHarness harness(
      EngineSource engines, QklmSettings settings, OutputTag<String> tag) throws Exception {
    return new EnrichmentHarness(
        EnrichmentHarness.Setup.of(settings, engines).records(new TextRecords()).rejectedTo(tag));
  }
}
