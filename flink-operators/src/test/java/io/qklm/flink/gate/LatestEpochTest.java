package io.qklm.flink.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.flink.EpochSettings;
import io.qklm.flink.KnowledgeMode;
import io.qklm.flink.QklmSettings;
import io.qklm.flink.engine.EngineSource;
import io.qklm.flink.engine.FakeEpochs;
import io.qklm.flink.gate.EnrichmentHarness.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LatestEpochTest {

  private static final EpochSettings LATEST = EpochSettings.of(KnowledgeMode.LATEST);
  private static final QklmSettings SETTINGS =
      QklmSettings.followingEpochs(LATEST).withWorkers(2).withMaxInFlight(4);

  private final FakeEpochs epochs = new FakeEpochs();

  @Test
  void documentsWaitForTheFirstEpochAndThenGoOn() throws Exception {
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      for (int i = 0; i < 20; i++) {
        harness.document("d" + i, i);
      }
      assertThat(harness.out()).isEmpty();
      assertThat(harness.isReady()).isFalse();
      harness.announce(1, 5);
      harness.untilOut(20);
      assertThat(harness.isReady()).isTrue();
      assertThat(harness.out()).startsWith("d0@1", "d1@1").endsWith("d18@1", "d19@1");
    }
    assertThat(epochs.closed).hasValue(1);
  }

  @Test
  void swapsBetweenTwoDocumentsAndClosesWhatWentBefore() throws Exception {
    epochs.documents = new Semaphore(0);
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 1);
      harness.untilServing(1);
      harness.document("a", 1);
      harness.announce(2, 2);
      harness.untilServing(2);
      harness.document("b", 2);
      // The one at work keeps its epoch to its end.
      assertThat(epochs.open).hasValue(2);
      epochs.documents.release(2);
      harness.untilOut(2);
      assertThat(harness.out()).containsExactly("a@1", "b@2");
      harness.announce(3, 3);
      harness.untilServing(3);
      harness.announce(4, 4);
      harness.untilServing(4);
      // One rests, should it come back; no more.
      harness.until(() -> epochs.open.get() == 2);
      assertThat(harness.epochCounts().swaps()).isEqualTo(4);
    }
  }

  @Test
  void theFolderServesUntilTheFirstAnnouncement() throws Exception {
    QklmSettings both = QklmSettings.of("/knowledge").withEpochs(LATEST).withWorkers(1);
    epochs.openings = new Semaphore(0);
    try (EnrichmentHarness harness = EnrichmentHarness.opened(both, epochs.engines())) {
      harness.document("a", 1);
      harness.announce(1, 1);
      harness.document("b", 2);
      harness.untilOut(2);
      epochs.openings.release();
      harness.untilServing(1);
      harness.document("c", 3);
      harness.untilOut(3);
      assertThat(harness.out()).containsExactly("a@99", "b@99", "c@1");
    }
  }

  @Test
  void rollsBackByAnnouncement() throws Exception {
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 1);
      harness.untilServing(1);
      harness.announce(2, 2);
      harness.untilServing(2);
      harness.announce(1, 3);
      harness.untilServing(1);
      harness.document("a", 1);
      harness.untilOut(1);
      assertThat(harness.out()).containsExactly("a@1");
    }
  }

  @Test
  void aRefusedEpochIsToldOfOnceWhileTheOldOneServesAndIsUsedOnceItCanBe() throws Exception {
    epochs.failures.put(2L, new IOException("file x is damaged"));
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 1);
      harness.untilServing(1);
      harness.announce(2, 2);
      harness.until(() -> !harness.status().isEmpty());
      harness.document("a", 1);
      harness.untilOut(1);
      assertThat(harness.status()).hasSize(1);
      assertThat(harness.status().get(0))
          .startsWith("{\"type\":\"refused\",\"epoch\":2,\"digest\":\"abab")
          .contains("\"reason\":\"file x is damaged\",\"serving\":1,\"at\":\"20");
      assertThat(harness.epochCounts().refusals()).isEqualTo(1);

      epochs.failures.clear();
      harness.untilServing(2);
      harness.document("b", 1);
      harness.untilOut(2);
      assertThat(harness.out()).containsExactly("a@1", "b@2");
      assertThat(harness.status()).hasSize(2);
      assertThat(harness.status().get(1)).startsWith("{\"type\":\"recovered\",\"epoch\":2");
    }
  }

  @Test
  void aNewerEpochTakesThePlaceOfOneThatIsRefused() throws Exception {
    epochs.failures.put(2L, new IOException("file x is damaged"));
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 1);
      harness.untilServing(1);
      harness.announce(2, 2);
      harness.announce(3, 3);
      harness.untilServing(3);
      assertThat(epochs.opened).containsExactly(1L, 3L);
    }
  }

  /** The refusal is told to one of the subtasks that wait, and all must go on. */
  @Test
  void aNewerEpochTakesThePlaceOfARefusedOneInEverySubtaskThoughItComesLater() throws Exception {
    epochs.failures.put(2L, new IOException("its vectors are of another model"));
    EngineSource engines = epochs.engines();
    try (EnrichmentHarness one = EnrichmentHarness.opened(SETTINGS, engines);
        EnrichmentHarness other = EnrichmentHarness.opened(SETTINGS, engines)) {
      for (EnrichmentHarness harness : List.of(one, other)) {
        harness.announce(1, 1);
        harness.untilServing(1);
      }
      one.announce(2, 2);
      other.announce(2, 2);
      one.until(() -> one.status().size() + other.status().size() > 0);
      // The second attempt, for one that asked after the first.
      Thread.sleep(1_500);
      one.announce(3, 3);
      other.announce(3, 3);
      one.untilServing(3);
      other.untilServing(3);
      assertThat(one.status().size() + other.status().size()).isEqualTo(1);
      assertThat(epochs.opened).containsExactly(1L, 3L);
    }
  }

  @Test
  void manyAnnouncementsDoNotKeepEachOtherFromServing() throws Exception {
    epochs.openings = new Semaphore(1);
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 1);
      harness.untilServing(1);
      for (int i = 2; i <= 50; i++) {
        harness.announce(i, i);
      }
      epochs.openings.release();
      harness.untilServing(2);
      epochs.openings.release();
      harness.untilServing(50);
      // Those in between were never opened.
      assertThat(epochs.opened).containsExactly(1L, 2L, 50L);
    }
  }

  @Test
  void aRestoredJobResumesOnTheEpochInForceThoughANewerIsKnown() throws Exception {
    State state;
    epochs.openings = new Semaphore(1);
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 1);
      harness.untilServing(1);
      harness.announce(2, 2);
      state = harness.checkpoint();
      epochs.openings.release();
    }
    FakeEpochs again = new FakeEpochs();
    again.openings = new Semaphore(0);
    QklmSettings both = SETTINGS.withEpochs(LATEST);
    try (EnrichmentHarness harness = EnrichmentHarness.restored(both, again.engines(), state)) {
      harness.document("a", 5);
      harness.settle();
      assertThat(harness.out()).isEmpty();
      again.openings.release();
      harness.untilOut(1);
      again.openings.release();
      harness.untilServing(2);
      harness.document("b", 6);
      harness.untilOut(2);
      assertThat(harness.out()).containsExactly("a@1", "b@2");
    }
  }

  @Test
  void documentsThatWaitAreInTheStateAndComeOutOnce() throws Exception {
    State state;
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.document("a", 1);
      harness.document("b", 2);
      state = harness.checkpoint();
      harness.announce(1, 3);
      harness.untilOut(2);
    }
    try (EnrichmentHarness harness =
        EnrichmentHarness.restored(SETTINGS, new FakeEpochs().engines(), state)) {
      harness.document("c", 3);
      harness.announce(1, 3);
      harness.untilOut(3);
      assertThat(harness.out()).containsExactly("a@1", "b@1", "c@1");
    }
  }

  @Test
  void anEpochThatNeverServedIsNotWaitedForAfterARestart() throws Exception {
    QklmSettings both = QklmSettings.of("/knowledge").withEpochs(LATEST).withWorkers(1);
    State state;
    epochs.failures.put(1L, new IOException("file x is damaged"));
    try (EnrichmentHarness harness = EnrichmentHarness.opened(both, epochs.engines())) {
      harness.announce(1, 1);
      harness.until(() -> !harness.status().isEmpty());
      harness.document("a", 1);
      harness.untilOut(1);
      assertThat(harness.out()).containsExactly("a@99");
      state = harness.checkpoint();
    }
    try (EnrichmentHarness harness = EnrichmentHarness.restored(both, epochs.engines(), state)) {
      harness.document("b", 2);
      harness.untilOut(1);
      assertThat(harness.out()).containsExactly("b@99");
      epochs.failures.clear();
      harness.untilServing(1);
    }
  }

  @Test
  void aRollbackDoesNotWaitForAnEpochThatIsStillBeingOpened() throws Exception {
    epochs.openings = new Semaphore(2);
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 1);
      harness.untilServing(1);
      harness.announce(2, 2);
      harness.untilServing(2);
      harness.announce(3, 3);
      // The one before still rests in this process; the third is being opened.
      harness.announce(1, 4);
      harness.untilServing(1);
      harness.document("a", 1);
      harness.untilOut(1);
      epochs.openings.release(1);
      harness.settle();
      harness.document("b", 2);
      harness.untilOut(2);
      assertThat(harness.out()).containsExactly("a@1", "b@1");
    }
  }

  /** After a restart nothing rests in the process, and the epoch gone back to must be opened. */
  @Test
  void aRollbackToAnEpochThatIsNotOpenDoesNotWaitForOneThatIsBeingOpened() throws Exception {
    Semaphore shut = new Semaphore(0);
    epochs.slow.put(3L, shut);
    epochs.slow.put(5L, new Semaphore(0));
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(2, 1);
      harness.untilServing(2);
      harness.announce(3, 2);
      harness.until(() -> epochs.begun.contains(3L));
      harness.announce(1, 3);
      harness.untilServing(1);
      harness.document("a", 1);
      harness.untilOut(1);
      // What was gone back from opens at last and changes nothing, and what comes next serves.
      shut.release();
      harness.until(() -> epochs.opened.contains(3L));
      harness.document("b", 2);
      harness.untilOut(2);
      harness.announce(4, 4);
      harness.untilServing(4);
      assertThat(harness.out()).containsExactly("a@1", "b@1");
      harness.announce(5, 5);
      harness.until(() -> epochs.begun.contains(5L));
      harness.announce(4, 6);
      harness.document("c", 3);
      harness.untilOut(3);
      assertThat(harness.out()).endsWith("c@4");
      epochs.slow.get(5L).release();
    }
    assertThat(epochs.closed).hasValue(1);
  }

  @Test
  void whatIsNoMessageIsPassedOverAndTold() throws Exception {
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 10);
      harness.untilServing(1);
      harness.message("{".getBytes(UTF_8));
      harness.message(new byte[0]);
      harness.announce(2, 10);
      harness.settle();
      assertThat(harness.epochCounts().epoch()).isEqualTo(1);
      assertThat(harness.epochCounts().unreadableMessages()).isEqualTo(3);
      assertThat(harness.status()).hasSize(3).allMatch(s -> s.startsWith("{\"type\":\"unreadable"));
      assertThat(harness.status().get(2)).contains("announce it for a later time");
    }
  }

  @Test
  void aThousandSwapsUnderDocumentsMixNothingAndLeaveNothingOpen() throws Exception {
    List<String> sent = new ArrayList<>();
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(0, 0);
      for (int i = 1; i <= 1_000; i++) {
        harness.announce(i, i);
        harness.document("d" + i, i);
        sent.add("d" + i);
        if (i % 100 == 0) {
          harness.checkpoint();
        }
      }
      harness.untilOut(1_000);
      harness.untilServing(1_000);
      assertThat(harness.out()).extracting(out -> out.split("@", 2)[0]).isEqualTo(sent);
      long last = -1;
      for (String out : harness.out()) {
        long epoch = Long.parseLong(out.split("@", 2)[1]);
        assertThat(epoch).isGreaterThanOrEqualTo(last);
        last = epoch;
      }
      assertThat(epochs.open.get()).isLessThanOrEqualTo(2);
    }
    assertThat(epochs.open).hasValue(0);
    assertThat(epochs.closed).hasValue(1);
  }
}
