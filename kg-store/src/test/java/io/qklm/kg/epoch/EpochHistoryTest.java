package io.qklm.kg.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.store.repository.EpochName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The control topic cut off and told again reads as it did before. */
class EpochHistoryTest {

  @Property
  void aReaderLearnsTheSameWhereverItWasWhenTheTopicWasCutOff(
      @ForAll @IntRange(min = 1, max = 30) int epochs,
      @ForAll @IntRange(max = 60) int read,
      @ForAll @IntRange(min = 1, max = 40) int retained) {
    List<EpochMessage> whole = new ArrayList<>();
    List<EpochAnnouncement> announced = new ArrayList<>();
    for (int i = 0; i < epochs; i++) {
      announced.add(epoch(i, i * 10));
      whole.add(announced.get(i));
      whole.add(new EpochHeartbeat(at(i * 10 + 5)));
    }
    List<EpochMessage> told =
        List.of(
            new EpochHistory(announced.subList(0, (epochs + 1) / 2), false),
            new EpochHistory(announced.subList(epochs / 2, epochs), false),
            announced.get(epochs - 1),
            new EpochHeartbeat(at(epochs * 10L - 5)));
    EpochTimeline expected = new EpochTimeline(retained);
    whole.forEach(expected::add);
    EpochTimeline timeline = new EpochTimeline(retained);
    whole.stream().limit(read).forEach(timeline::add);
    for (EpochMessage message : told) {
      assertThat(timeline.add(message)).isEmpty();
    }
    assertThat(timeline.announcements()).isEqualTo(expected.announcements());
    assertThat(timeline.settledUntil()).isEqualTo(expected.settledUntil());
    assertThat(timeline.hasForgotten()).isEqualTo(expected.hasForgotten());
  }

  @Test
  void whatNobodyCanTellAnyMoreIsForgottenAndNotBeforeTheFirst() {
    EpochTimeline timeline = new EpochTimeline(5);
    timeline.add(new EpochHistory(List.of(epoch(3, 30)), true));
    assertThat(timeline.at(at(20))).isEqualTo(new EpochAt.Forgotten(epoch(3, 30)));
  }

  @Test
  void whoKnowsMoreForgetsNothing() {
    EpochTimeline timeline = new EpochTimeline(5);
    timeline.add(epoch(2, 20));
    timeline.add(epoch(3, 30));
    timeline.add(new EpochHistory(List.of(epoch(3, 30)), true));
    assertThat(timeline.at(at(25))).isEqualTo(new EpochAt.Settled(epoch(2, 20)));
    assertThat(timeline.at(at(10))).isEqualTo(new EpochAt.BeforeFirst());
  }

  @Test
  void readsWhatItWrites() {
    EpochHistory history = new EpochHistory(List.of(epoch(1, 10), epoch(2, 20)), true);
    assertThat(EpochMessageJson.read(EpochMessageJson.write(history))).isEqualTo(history);
  }

  @Test
  void aMarkStandsBesideAnyMessageAndChangesNothingOfIt() {
    UpdatePlace place = new UpdatePlace("kg-updates", "k3Jq", Map.of(1, 9L, 0, 15L));
    JobMark mark = new JobMark("0b6f", Optional.of(place));
    for (EpochMessage message :
        List.of(
            epoch(1, 10),
            new EpochHeartbeat(at(20)),
            new EpochHistory(List.of(epoch(1, 10)), false))) {
      byte[] json = EpochMessageJson.write(message, mark);
      assertThat(EpochMessageJson.read(json)).isEqualTo(message);
      assertThat(EpochMessageJson.mark(json)).contains(mark);
      assertThat(EpochMessageJson.mark(EpochMessageJson.write(message))).isEmpty();
    }
    assertThat(EpochMessageJson.write(new EpochHeartbeat(at(20)), mark))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(
            "{\"type\":\"heartbeat\",\"watermark\":\"1970-01-01T00:00:00.020Z\",\"job\":\"0b6f\","
                + "\"place\":{\"topic\":\"kg-updates\",\"topicId\":\"k3Jq\","
                + "\"next\":{\"0\":15,\"1\":9}}}");
  }

  @Test
  void anythingElseBesideAMessageIsNoMark() {
    for (String json :
        List.of(
            "",
            "[]",
            "{\"job\":7}",
            "{\"job\":\"\"}",
            "{\"job\":\"a\",\"place\":{\"topic\":1}}",
            "{\"job\":\"a\",\"place\":{\"topic\":\"t\",\"topicId\":\"i\",\"next\":{\"x\":1}}}",
            "{\"job\":\"a\",\"place\":{\"topic\":\"t\",\"topicId\":\"i\",\"next\":{\"0\":-1}}}")) {
      assertThat(EpochMessageJson.mark(json.getBytes(StandardCharsets.UTF_8))).as(json).isEmpty();
    }
  }

  @Test
  void anOrderThatCannotBeIsRefused() {
    assertThatThrownBy(() -> new EpochHistory(List.of(epoch(2, 20), epoch(1, 20)), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("order");
    assertThatThrownBy(() -> new EpochHistory(List.of(), false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static EpochAnnouncement epoch(long number, long from) {
    return new EpochAnnouncement(
        new EpochName(number, "%064x".formatted(number)),
        "/shared/knowledge",
        at(from),
        "0".repeat(64));
  }

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
