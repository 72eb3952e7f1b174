package io.qklm.kg.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.EntityId;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.source.interchange.KnowledgeUpdateReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpdateWindowTest {

  private static final Instant START = Instant.ofEpochSecond(100);

  private final UpdateWindow window =
      new UpdateWindow(new UpdateWindow.Limits(Duration.ofSeconds(2), 4, 1_000));

  @Test
  void ofSeveralForOneEntityTheLastCounts() {
    window.add(upsert("Q1", "one"), at(0, 5), START);
    window.add(upsert("Q2", "two"), at(1, 9), START);
    window.add(upsert("Q1", "uno"), at(0, 6), START);

    assertThat(window.updates()).containsExactly(upsert("Q2", "two"), upsert("Q1", "uno"));
    assertThat(window.records()).isEqualTo(3);
  }

  @Test
  void aRetirementAfterAnUpsertRetiresAndTheOtherWayRoundBringsBack() {
    window.add(upsert("Q1", "one"), at(0, 0), START);
    window.add(retire("Q1"), at(0, 1), START);
    window.add(retire("Q2"), at(0, 2), START);
    window.add(upsert("Q2", "two"), at(0, 3), START);

    assertThat(window.updates()).containsExactly(retire("Q1"), upsert("Q2", "two"));
  }

  @Test
  void knowsWhereToReadOnAlsoPastRecordsThatAreNoUpdates() {
    window.add(upsert("Q1", "one"), at(0, 5), START);
    window.passOver(at(0, 6), START);
    window.passOver(at(2, 40), START);

    assertThat(window.nextOffsets()).isEqualTo(Map.of(0, 7L, 2, 41L));
    assertThat(window.updates()).containsExactly(upsert("Q1", "one"));
  }

  @Test
  void isDueWhenItsFirstRecordHasWaitedLongEnough() {
    assertThat(window.due(START.plusSeconds(100))).isFalse();
    window.passOver(at(0, 0), START);
    window.add(retire("Q1"), at(0, 1), START.plusSeconds(1));

    assertThat(window.due(START.plusMillis(1_999))).isFalse();
    assertThat(window.due(START.plusMillis(2_000))).isTrue();
    assertThat(window.dueAt()).contains(START.plusSeconds(2));
  }

  @Test
  void isDueWhenItIsFullThoughAllItsRecordsAreOfOneEntity() {
    for (int i = 0; i < 4; i++) {
      assertThat(window.due(START)).isFalse();
      window.add(retire("Q1"), at(0, i), START);
    }

    assertThat(window.due(START)).isTrue();
  }

  @Test
  void isFullWhenItsRecordsAreLargeThoughTheyAreFewAndFoldedAway() {
    window.add(retire("Q1"), new UpdateWindow.Place(0, 0, 600), START);
    assertThat(window.isFull()).isFalse();
    window.add(retire("Q1"), new UpdateWindow.Place(0, 1, 399), START);
    assertThat(window.isFull()).isFalse();
    window.passOver(new UpdateWindow.Place(0, 2, 16 << 20), START);

    assertThat(window.isFull()).isTrue();
    assertThat(window.due(START)).isTrue();
    window.clear();
    assertThat(window.isFull()).isFalse();
  }

  @Test
  void isEmptyOnceCleared() {
    window.add(retire("Q1"), at(0, 1), START);
    window.clear();

    assertThat(window.updates()).isEmpty();
    assertThat(window.nextOffsets()).isEmpty();
    assertThat(window.records()).isZero();
    assertThat(window.dueAt()).isEmpty();
  }

  @Test
  void limitsAreChecked() {
    assertThatThrownBy(() -> UpdateWindow.Limits.of(Duration.ZERO, 1))
        .hasMessageContaining("more than 0 ms");
    assertThatThrownBy(() -> UpdateWindow.Limits.of(Duration.ofSeconds(1), 0))
        .hasMessageContaining("at least 1 record, got 0");
  }

  private static KnowledgeUpdate upsert(String id, String label) {
    return KnowledgeUpdateReader.readRecord(
        id, "{\"id\":\"" + id + "\",\"labels\":{\"en\":\"" + label + "\"}}");
  }

  private static KnowledgeUpdate retire(String id) {
    return new KnowledgeUpdate.Retire(new EntityId(id));
  }

  private static UpdateWindow.Place at(int partition, long offset) {
    return new UpdateWindow.Place(partition, offset, 10);
  }
}
