package io.qklm.flink.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.flink.EpochSettings;
import io.qklm.flink.KnowledgeMode;
import io.qklm.flink.QklmSettings;
import io.qklm.flink.engine.FakeEpochs;
import io.qklm.flink.gate.EnrichmentHarness.State;
import io.qklm.kg.store.serving.EpochMissingException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsOfEpochTest {

  private static final EpochSettings AS_OF = EpochSettings.of(KnowledgeMode.AS_OF);
  private static final QklmSettings SETTINGS =
      QklmSettings.followingEpochs(AS_OF).withWorkers(2).withMaxInFlight(4);

  private final FakeEpochs epochs = new FakeEpochs();

  @Test
  void aDocumentWaitsUntilItsTimeIsSettled() throws Exception {
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 10);
      harness.document("a", 15);
      harness.settle();
      assertThat(harness.out()).isEmpty();
      harness.announce(2, 14);
      harness.settle();
      assertThat(harness.out()).isEmpty();
      harness.heartbeat(15);
      harness.untilOut(1);
      assertThat(harness.out()).containsExactly("a@2 exact");
    }
  }

  @Test
  void lateDocumentsTakeTheOlderEpochAndThoseBeforeAllTheFirst() throws Exception {
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 10);
      harness.announce(2, 20);
      harness.announce(1, 30);
      harness.heartbeat(40);
      for (int time : new int[] {35, 25, 19, 20, 3}) {
        harness.document("d" + time, time);
      }
      harness.untilOut(5);
      // Those whose epoch is open pass the others.
      assertThat(harness.out())
          .containsExactlyInAnyOrder(
              "d35@1 exact", "d25@2 exact", "d19@1 exact", "d20@2 exact", "d3@1 before-first");
    }
  }

  @Test
  void whatIsNotRetainedIsMarked() throws Exception {
    QklmSettings two = SETTINGS.withEpochs(AS_OF.withRetained(2));
    try (EnrichmentHarness harness = EnrichmentHarness.opened(two, epochs.engines())) {
      for (int i = 1; i <= 4; i++) {
        harness.announce(i, i * 10);
      }
      harness.document("d15", 15);
      harness.document("d35", 35);
      harness.untilOut(2);
      assertThat(harness.out()).containsExactly("d15@3 not-retained", "d35@3 exact");
    }
  }

  @Test
  void anEpochThatTheRepositoryLostIsReplacedAndMarked() throws Exception {
    epochs.failures.put(1L, missing());
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 10);
      harness.announce(2, 20);
      harness.document("d15", 15);
      harness.document("d20", 20);
      harness.untilOut(2);
      assertThat(harness.out()).containsExactly("d15@2 not-retained", "d20@2 exact");
      assertThat(harness.status()).hasSize(1);
    }
  }

  @Test
  void aRepositoryThatIsAwayIsWaitedForAndNothingIsMarked() throws Exception {
    epochs.failures.put(1L, new IOException("connection refused"));
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 10);
      harness.heartbeat(20);
      harness.document("a", 15);
      harness.until(() -> !harness.status().isEmpty());
      harness.settle();
      assertThat(harness.out()).isEmpty();
      epochs.failures.clear();
      harness.untilOut(1);
      assertThat(harness.out()).containsExactly("a@1 exact");
    }
  }

  @Test
  void patienceEndsAndIsMarked() throws Exception {
    QklmSettings hasty = SETTINGS.withEpochs(AS_OF.withMaxWait(Duration.ofMillis(40)));
    try (EnrichmentHarness harness = EnrichmentHarness.opened(hasty, epochs.engines())) {
      harness.announce(1, 10);
      harness.document("a", 1_000);
      harness.untilServing(1);
      Thread.sleep(50);
      assertThat(harness.out()).isEmpty();
      harness.processingTime(10);
      harness.untilOut(1);
      assertThat(harness.out()).containsExactly("a@1 unsettled");
    }
  }

  @Test
  void moreThanMayWaitTakeTheNewestKnownInOrder() throws Exception {
    QklmSettings few = SETTINGS.withEpochs(AS_OF.withMaxHeld(3));
    try (EnrichmentHarness harness = EnrichmentHarness.opened(few, epochs.engines())) {
      harness.announce(1, 10);
      harness.untilServing(1);
      for (int i = 0; i < 8; i++) {
        assertThat(harness.pausesSource()).isEqualTo(i > 3);
        harness.document("d" + i, 100 + i);
      }
      // Twice as many as may be held, behind a source that does not pause.
      harness.untilOut(2);
      harness.announce(2, 50);
      harness.heartbeat(200);
      harness.untilOut(8);
      assertThat(harness.out())
          .containsExactly(
              "d0@1 unsettled",
              "d1@1 unsettled",
              "d2@2 exact",
              "d3@2 exact",
              "d4@2 exact",
              "d5@2 exact",
              "d6@2 exact",
              "d7@2 exact");
    }
  }

  @Test
  void whenNoNewsCanComeTheNewestKnownServes() throws Exception {
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 10);
      harness.heartbeat(20);
      harness.document("a", 15);
      harness.document("b", 30);
      harness.endEpochs();
      harness.document("c", 31);
      harness.endDocuments();
      harness.finish();
      assertThat(harness.out()).containsExactly("a@1 exact", "b@1 unsettled", "c@1 unsettled");
    }
  }

  @Test
  void aBarrierPassesBeforeDocumentsThatWaitAndTheyAreInTheState() throws Exception {
    State state;
    epochs.documents = new Semaphore(100);
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 10);
      harness.heartbeat(20);
      harness.untilServing(1);
      harness.document("a", 15);
      harness.document("b", 30);
      harness.document("b:later", 12);
      harness.document("c", 12);
      harness.untilOut(2);
      // The one of the same key waits with it, the other does not.
      assertThat(harness.out()).containsExactly("a@1 exact", "c@1 exact");
      state = harness.checkpoint();
    }
    try (EnrichmentHarness harness =
        EnrichmentHarness.restored(SETTINGS, new FakeEpochs().engines(), state)) {
      harness.document("d", 13);
      harness.announce(2, 25);
      harness.heartbeat(40);
      harness.untilOut(3);
      assertThat(harness.out())
          .containsExactlyInAnyOrder("b@2 exact", "b:later@1 exact", "d@1 exact")
          .containsSubsequence("b@2 exact", "b:later@1 exact");
    }
  }

  /** The alignment of before paused the source for good, with the clock of its patience. */
  @Test
  void aDeadUpdateJobHoldsDocumentsForOneWaitAndThenNone() throws Exception {
    QklmSettings hasty = SETTINGS.withEpochs(AS_OF.withMaxWait(Duration.ofMillis(200)));
    try (EnrichmentHarness harness = EnrichmentHarness.opened(hasty, epochs.engines())) {
      harness.announce(1, 10);
      harness.heartbeat(20);
      harness.untilServing(1);
      harness.document("a", 1_000);
      harness.processingTime(50);
      harness.settle();
      assertThat(harness.out()).isEmpty();
      Thread.sleep(200);
      // The update job was silent for as long as a document waits: the next does not.
      harness.processingTime(100);
      harness.untilOut(1);
      harness.document("b", 1_300);
      harness.processingTime(150);
      harness.untilOut(2);
      assertThat(harness.out()).containsExactly("a@1 unsettled", "b@1 unsettled");
      // It comes back by itself.
      harness.heartbeat(2_000);
      harness.document("c", 1_400);
      harness.announce(2, 3_000);
      harness.document("d", 3_000);
      harness.untilOut(4);
      assertThat(harness.out()).endsWith("c@1 exact", "d@2 exact");
    }
  }

  @Test
  void aDocumentOfTheFutureHoldsOnlyThoseOfItsKey() throws Exception {
    QklmSettings hasty = SETTINGS.withEpochs(AS_OF.withMaxWait(Duration.ofMillis(300)));
    try (EnrichmentHarness harness = EnrichmentHarness.opened(hasty, epochs.engines())) {
      harness.announce(1, 10);
      harness.heartbeat(100);
      harness.document("a:1", 3_600_000);
      harness.document("b:1", 50);
      harness.document("a:2", 60);
      harness.document("c:1", 70);
      harness.untilOut(2);
      assertThat(harness.out()).containsExactly("b:1@1 exact", "c:1@1 exact");
      for (int i = 0; i < 8; i++) {
        Thread.sleep(50);
        harness.heartbeat(200 + i);
        harness.processingTime(75L * (i + 1));
      }
      harness.untilOut(4);
      assertThat(harness.out()).endsWith("a:1@1 unsettled", "a:2@1 exact");
      // One that is as far ahead would wait in vain as well; the others are not concerned.
      harness.document("d:1", 3_600_100);
      harness.document("e:1", 220);
      harness.processingTime(700);
      harness.untilOut(5);
      assertThat(harness.out()).endsWith("d:1@1 unsettled");
      harness.heartbeat(300);
      harness.untilOut(6);
      assertThat(harness.out()).endsWith("e:1@1 exact");
    }
  }

  /** Without alignment a long control topic made all beyond the limit unsettled. */
  @Test
  void aLongControlTopicIsWaitedForByTheSource() throws Exception {
    QklmSettings few = SETTINGS.withEpochs(AS_OF.withMaxHeldBytes(20));
    try (EnrichmentHarness harness = EnrichmentHarness.opened(few, epochs.engines())) {
      int sent = 0;
      for (int i = 1; i <= 500; i++) {
        if (!harness.pausesSource() && sent < 100) {
          harness.document("d" + sent, 500L * 10 - sent);
          sent++;
        }
        // Beyond the number that stands for the folder's.
        harness.announce(1_000 + i, i * 10L);
      }
      while (sent < 100) {
        harness.settle();
        if (!harness.pausesSource()) {
          harness.document("d" + sent, 500L * 10 - sent);
          sent++;
        }
      }
      harness.untilOut(100);
      assertThat(harness.out()).hasSize(100).allMatch(out -> out.endsWith(" exact"));
    }
  }

  @Test
  void idlenessIsThatOfTheDocumentsAndKeepsItsPlace() throws Exception {
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 10);
      harness.heartbeat(20);
      harness.document("a", 15);
      harness.watermark(15);
      harness.document("b", 30);
      harness.watermark(25);
      harness.status(WatermarkStatus.IDLE);
      harness.epochsStatus(WatermarkStatus.IDLE);
      harness.untilOut(3);
      // What waits is later than the watermark, which passes it; idleness does not.
      assertThat(harness.out()).containsExactly("a@1 exact", "watermark 15", "watermark 25");
      harness.heartbeat(40);
      harness.untilOut(5);
      assertThat(harness.outputs().get(4)).isEqualTo(WatermarkStatus.IDLE);
      harness.status(WatermarkStatus.ACTIVE);
      harness.document("c", 31);
      harness.watermark(31);
      harness.untilOut(8);
      assertThat(harness.outputs().get(5)).isEqualTo(WatermarkStatus.ACTIVE);
      assertThat(harness.out()).endsWith("c@1 exact", "watermark 31");
    }
  }

  /** Whatever comes first, and wherever it is cut, the same documents get the same epochs. */
  @Test
  void anyInterleavingAndAnyRestartGiveTheSame() throws Exception {
    List<long[]> log = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      log.add(new long[] {i % 4 == 0 ? i - 3 : i, i * 10L});
    }
    List<Long> times = new ArrayList<>();
    Random shuffle = new Random(7);
    for (int i = 0; i < 60; i++) {
      times.add((long) shuffle.nextInt(210));
    }
    List<String> expected = null;
    for (int seed = 0; seed < 6; seed++) {
      Random random = new Random(seed);
      List<String> out = run(log, times, random, seed % 2 == 1);
      Collections.sort(out);
      if (expected == null) {
        expected = out;
      }
      assertThat(out).as("seed %d", seed).isEqualTo(expected);
    }
    assertThat(expected).hasSize(60).noneMatch(out -> out.contains("unsettled"));
  }

  private static List<String> run(
      List<long[]> log, List<Long> times, Random random, boolean restarts) throws Exception {
    List<String> out = new ArrayList<>();
    EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, new FakeEpochs().engines());
    int document = 0;
    int message = 0;
    while (document < times.size() || message <= log.size()) {
      if (message > log.size() || document < times.size() && random.nextInt(4) > 0) {
        harness.document("d" + document, times.get(document));
        document++;
      } else if (message < log.size()) {
        harness.announce(log.get(message)[0], log.get(message)[1]);
        message++;
      } else {
        harness.heartbeat(1_000);
        message++;
      }
      if (restarts && random.nextInt(10) == 0) {
        State state = harness.checkpoint();
        out.addAll(harness.out());
        harness.close();
        harness = EnrichmentHarness.restored(SETTINGS, new FakeEpochs().engines(), state);
      }
    }
    harness.untilOut(times.size() - out.size());
    out.addAll(harness.out());
    harness.close();
    return out;
  }

  private static IOException missing() {
    return EpochMissingException.of(1, "ab".repeat(32));
  }
}
