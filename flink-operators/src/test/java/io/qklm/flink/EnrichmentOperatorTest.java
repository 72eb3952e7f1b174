package io.qklm.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EnrichmentOperatorTest {

  private static final QklmSettings SETTINGS =
      QklmSettings.of("/knowledge").withWorkers(4).withMaxInFlight(8);

  @Test
  void keepsTheOrderAndLosesNothing() throws Exception {
    FakeEngine engine = new FakeEngine(5);
    try (var harness = harness(engine, SETTINGS, null)) {
      List<Object> expected = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        if (i % 10 == 3) {
          harness.processElement("-", i);
          expected.add(new StreamRecord<>("passed", i));
        } else if (i % 10 == 7) {
          harness.processElement("no", i);
          expected.add(new StreamRecord<>("rejected no MALFORMED", i));
        } else {
          harness.processElement(i + ":text", i);
          expected.add(new StreamRecord<>("enriched " + i, i));
        }
        if (i % 50 == 49) {
          harness.processWatermark(i);
          expected.add(new Watermark(i));
        }
      }
      harness.endInput();
      assertThat(outputs(harness)).isEqualTo(expected);
      assertThat(engine.enriched).hasValue(240);
    }
    assertThat(engine.closed).hasValue(1);
  }

  @Test
  void holdsNothingWhenABarrierPasses() throws Exception {
    Semaphore gate = new Semaphore(0);
    FakeEngine engine = new FakeEngine(gate);
    try (var harness = harness(engine, SETTINGS, null)) {
      for (int i = 0; i < 8; i++) {
        harness.processElement(new StreamRecord<>(i + ":text"));
      }
      harness.processWatermark(9);
      assertThat(outputs(harness)).isEmpty();
      gate.release(8);
      harness.prepareSnapshotPreBarrier(1);
      assertThat(outputs(harness)).hasSize(9).last().isEqualTo(new Watermark(9));
      assertThat(outputs(harness).get(0)).isEqualTo(new StreamRecord<>("enriched 0"));
    }
  }

  @Test
  void takesNoMoreThanItsLimits() throws Exception {
    Semaphore gate = new Semaphore(0);
    FakeEngine engine = new FakeEngine(gate);
    QklmSettings settings = SETTINGS.withMaxInFlight(3).withMaxCharactersInFlight(10);
    try (var harness = harness(engine, settings, null)) {
      harness.processElement("a:1234567", 1);
      // Four more would be eleven: the operator waits until the first is out.
      CompletableFuture<Integer> seen = releaseWhenWorking(engine, gate, 1);
      harness.processElement("b:1234", 2);
      assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(outputs(harness)).hasSize(1);
      harness.processElement("-", 3);
      harness.processElement("c:1", 4);
      // Three records are held, the tombstone among them.
      seen = releaseWhenWorking(engine, gate, 2);
      harness.processElement("d:1", 5);
      assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo(2);
      gate.release(10);
      // Larger than the limit by itself: let in alone.
      harness.processElement("e:" + "x".repeat(100), 6);
      harness.endInput();
      assertThat(outputs(harness)).hasSize(6);
    }
  }

  @Test
  void setsASingleDocumentAsideWhenTheEngineThrows() throws Exception {
    try (var harness = harness(new FakeEngine(1), SETTINGS, null)) {
      for (String text : List.of("reject", "throw", "overflow", "fine")) {
        harness.processElement(new StreamRecord<>("a:" + text));
      }
      harness.endInput();
      assertThat(outputs(harness))
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
      harness.processElement(new StreamRecord<>("a:break"));
      assertThatThrownBy(harness::endInput)
          .hasMessage("the engine broke down while it worked on document 'a'")
          .hasRootCauseMessage("disk gone");
    }
  }

  @Test
  void sendsRejectedRecordsAside() throws Exception {
    OutputTag<String> tag = new OutputTag<>("rejected", TypeInformation.of(String.class));
    try (var harness = harness(new FakeEngine(1), SETTINGS, tag)) {
      harness.processElement("no", 1);
      harness.processElement("a:reject", 2);
      harness.processElement("b:text", 3);
      harness.endInput();
      assertThat(outputs(harness)).containsExactly(new StreamRecord<>("enriched b", 3));
      assertThat(harness.getSideOutput(tag))
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
      harness.processElement(new StreamRecord<>(i + ":text"));
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
  void saysWhatCouldNotBeOpened() throws Exception {
    SharedEngines engines =
        new SharedEngines(
            settings -> {
              throw new IOException("the knowledge folder /knowledge does not exist");
            });
    var harness = harness(engines, SETTINGS, null);
    assertThatThrownBy(harness::open)
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessage("the knowledge folder /knowledge does not exist");
    harness.close();
    assertThatThrownBy(() -> SharedQklm.lease(QklmSettings.of("/nowhere/at/all")))
        .hasMessage(
            "the knowledge folder /nowhere/at/all does not exist on this machine; build one with"
                + " 'qklm kg build', and give every worker the same path");
  }

  @Test
  void whatIsLoggedMeanwhileNamesTheDocument() throws Exception {
    FakeEngine engine = new FakeEngine(1);
    try (var harness = harness(engine, SETTINGS.withWorkers(1), null)) {
      for (String id : List.of("a", "b", "c")) {
        process(harness, id + (id.equals("b") ? ":throw" : ":text"));
      }
      harness.endInput();
    }
    assertThat(engine.logged).containsExactly("a by 7", "b by 7", "c by 7");
  }

  @Test
  void countsWhatItDoes() throws Exception {
    try (var harness = harness(new FakeEngine(1), SETTINGS, null)) {
      EnrichmentOperator<?, ?> operator = (EnrichmentOperator<?, ?>) harness.getOneInputOperator();
      IntStream.range(0, 5).forEach(i -> process(harness, i + ":text"));
      process(harness, "-");
      process(harness, "no");
      process(harness, "a:reject");
      harness.endInput();
      EnrichmentMetrics counts = operator.counts();
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

  private static void process(OneInputStreamOperatorTestHarness<String, ?> harness, String value) {
    try {
      harness.processElement(new StreamRecord<>(value));
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

  private static OneInputStreamOperatorTestHarness<String, String> harness(
      FakeEngine engine, QklmSettings settings, OutputTag<String> tag) throws Exception {
    var harness = harness(new SharedEngines(any -> engine), settings, tag);
    harness.open();
    return harness;
  }

  private static OneInputStreamOperatorTestHarness<String, String> harness(
      SharedEngines engines, QklmSettings settings, OutputTag<String> tag) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new EnrichmentOperatorFactory<>(settings, new TextBinding(), tag, engines::lease),
        StringSerializer.INSTANCE);
  }

  private static List<Object> outputs(OneInputStreamOperatorTestHarness<String, String> harness) {
    Queue<Object> output = harness.getOutput();
    return new ArrayList<>(output);
  }
}
