package io.qklm.kafka.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochName;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UpdateMetricsTest {

  private final UpdateMetrics metrics = new UpdateMetrics(Clock.systemUTC());

  private static EpochAnnouncement epoch(long number) {
    return new EpochAnnouncement(
        new EpochName(number, "0".repeat(64)), "/epochs", Instant.EPOCH, "0".repeat(64));
  }

  @Test
  void whatDidNotFitIntoTheWindowStillWaits() {
    metrics.read(300, 0);
    metrics.read(200, 0);
    assertThat(metrics.value(UpdateMetric.WAITING)).isEqualTo(500);
    metrics.committed(400);
    assertThat(metrics.value(UpdateMetric.WAITING)).isEqualTo(100);
    assertThat(metrics.value(UpdateMetric.WAITING_SECONDS)).isPositive();
    metrics.committed();
    assertThat(metrics.value(UpdateMetric.WAITING)).isEqualTo(100);
    metrics.committed(100);
    assertThat(metrics.value(UpdateMetric.WAITING_SECONDS)).isZero();
    assertThat(metrics.value(UpdateMetric.UPDATES)).isEqualTo(500);
  }

  @Test
  void anEpochTakesItsTimeFromTheFirstTryAndAnotherEpochTakesNone() throws Exception {
    Steps steps = metrics.watching(Steps.NONE);
    steps.before("build");
    Thread.sleep(30);
    steps.before("build");
    metrics.said(epoch(7));
    metrics.committed();
    assertThat(metrics.value(UpdateMetric.EPOCH_SECONDS)).isZero();
    assertThat(metrics.value(UpdateMetric.EPOCH)).isEqualTo(7);
    metrics.read(1, 0);
    metrics.said(epoch(8));
    metrics.committed(1);
    assertThat(metrics.value(UpdateMetric.EPOCH_SECONDS)).isGreaterThan(0.029);
    assertThat(metrics.value(UpdateMetric.EPOCHS)).isEqualTo(2);
  }

  @Test
  void anEpochThatChangesNothingLeavesNoTime() throws IOException {
    metrics.watching(Steps.NONE).before("build");
    metrics.read(3, 0);
    metrics.committed(3);
    assertThat(metrics.value(UpdateMetric.EPOCH_SECONDS)).isZero();
    assertThat(metrics.value(UpdateMetric.EPOCHS)).isZero();
  }
}
