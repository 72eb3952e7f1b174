package io.qklm.flink.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.flink.EpochSettings;
import io.qklm.flink.KnowledgeMode;
import io.qklm.flink.QklmSettings;
import io.qklm.flink.engine.FakeEpochs;
import io.qklm.flink.gate.EnrichmentHarness.State;
import io.qklm.kg.store.serving.EpochMissingException;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits where the newest epoch is for all, and what is under way. */
@Timeout(60)
class LatestWaitTest {

  private static final EpochSettings LATEST = EpochSettings.of(KnowledgeMode.LATEST);
  private static final QklmSettings SETTINGS =
      QklmSettings.followingEpochs(LATEST).withWorkers(2).withMaxInFlight(4);

  private final FakeEpochs epochs = new FakeEpochs();

  @Test
  void moreDocumentsThanMayWaitPauseTheirSourceUntilTheFirstEpochIsOpen() throws Exception {
    QklmSettings few = SETTINGS.withEpochs(LATEST.withMaxHeldBytes(300));
    try (EnrichmentHarness harness = EnrichmentHarness.opened(few, epochs.engines())) {
      for (int i = 0; i < 4; i++) {
        assertThat(harness.pausesSource()).isFalse();
        harness.document("d" + i + "x".repeat(80), i);
      }
      assertThat(harness.pausesSource()).isTrue();
      assertThat(harness.held().bytes()).isBetween(300L, 400L);
      // What the network holds still comes.
      harness.document("d4", 4);
      assertThat(harness.checkpoint()).isNotNull();
      harness.announce(1, 5);
      harness.untilOut(5);
      assertThat(harness.pausesSource()).isFalse();
    }
  }

  @Test
  void behindASourceThatDoesNotPauseTwiceAsManyFailTheTaskWithASentence() throws Exception {
    QklmSettings few = SETTINGS.withEpochs(LATEST.withMaxHeld(3));
    try (EnrichmentHarness harness = EnrichmentHarness.opened(few, epochs.engines())) {
      for (int i = 0; i < 6; i++) {
        harness.document("d" + i, i);
      }
      assertThatThrownBy(() -> harness.document("d6", 6))
          .hasMessageContaining("7 records of ")
          .hasMessageContaining("wait for knowledge, twice as much as may, and no epoch is open")
          .hasMessageContaining("qklm kg update")
          .hasMessageContaining("QklmEnrichment.pausing(source)");
    }
  }

  /** The operator of before waited within its input here and never heard of the better epoch. */
  @Test
  void aNewerEpochIsHeardWhileTheFirstCannotBeOpenedAndMoreComesThanMayWait() throws Exception {
    epochs.failures.put(1L, new IOException("file x is damaged"));
    QklmSettings few = SETTINGS.withEpochs(LATEST.withMaxHeld(3));
    try (EnrichmentHarness harness = EnrichmentHarness.opened(few, epochs.engines())) {
      harness.announce(1, 1);
      for (int i = 0; i < 5; i++) {
        harness.document("d" + i, i);
      }
      harness.until(() -> !harness.status().isEmpty());
      assertThat(harness.pausesSource()).isTrue();
      assertThat(harness.checkpoint()).isNotNull();
      harness.announce(2, 2);
      harness.untilOut(5);
      assertThat(harness.out()).containsExactly("d0@2", "d1@2", "d2@2", "d3@2", "d4@2");
      assertThat(harness.pausesSource()).isFalse();
    }
  }

  @Test
  void documentsUnderWayAreInTheStateAndABarrierDoesNotWaitForThem() throws Exception {
    State state;
    epochs.documents = new Semaphore(0);
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 1);
      harness.untilServing(1);
      harness.document("a", 1);
      harness.document("b", 2);
      state = harness.checkpoint();
      assertThat(harness.out()).isEmpty();
      epochs.documents.release(2);
    }
    FakeEpochs again = new FakeEpochs();
    try (EnrichmentHarness harness = EnrichmentHarness.restored(SETTINGS, again.engines(), state)) {
      harness.document("c", 3);
      harness.untilOut(3);
      assertThat(harness.out()).containsExactly("a@1", "b@1", "c@1");
    }
  }

  @Test
  void documentsUnderWayTakeTheNewestEpochWhenTheirsIsGone() throws Exception {
    State state;
    epochs.documents = new Semaphore(0);
    try (EnrichmentHarness harness = EnrichmentHarness.opened(SETTINGS, epochs.engines())) {
      harness.announce(1, 1);
      harness.untilServing(1);
      harness.document("a", 1);
      state = harness.checkpoint();
      epochs.documents.release(1);
    }
    FakeEpochs again = new FakeEpochs();
    again.failures.put(1L, EpochMissingException.of(1, "ab".repeat(32)));
    try (EnrichmentHarness harness = EnrichmentHarness.restored(SETTINGS, again.engines(), state)) {
      harness.until(() -> !harness.status().isEmpty());
      assertThat(harness.out()).isEmpty();
      harness.document("b", 2);
      harness.announce(2, 2);
      harness.untilOut(2);
      assertThat(harness.out()).containsExactly("a@2", "b@2");
    }
  }
}
