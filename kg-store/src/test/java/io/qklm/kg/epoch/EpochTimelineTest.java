package io.qklm.kg.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.store.repository.EpochName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EpochTimelineTest {

  private final EpochTimeline timeline = new EpochTimeline(3);

  @Test
  void aMomentIsSettledOnceAMessagePassesIt() {
    timeline.add(epoch(1, 10));
    assertThat(timeline.at(at(11))).isEqualTo(new EpochAt.Unsettled());

    timeline.add(new EpochHeartbeat(at(20)));

    assertThat(timeline.at(at(11))).isEqualTo(new EpochAt.Settled(epoch(1, 10)));
    assertThat(timeline.at(at(20))).isEqualTo(new EpochAt.Settled(epoch(1, 10)));
    assertThat(timeline.at(at(21))).isEqualTo(new EpochAt.Unsettled());
    assertThat(timeline.at(at(9))).isEqualTo(new EpochAt.BeforeFirst());
  }

  @Test
  void anEpochServesFromItsOwnMoment() {
    timeline.add(epoch(1, 10));
    timeline.add(epoch(2, 20));

    assertThat(timeline.at(at(19))).isEqualTo(new EpochAt.Settled(epoch(1, 10)));
    assertThat(timeline.at(at(20))).isEqualTo(new EpochAt.Settled(epoch(2, 20)));
  }

  @Test
  void aRollbackIsAnEpochLikeAnother() {
    timeline.add(epoch(1, 10));
    timeline.add(epoch(2, 20));
    timeline.add(epoch(1, 30));

    assertThat(timeline.latest()).contains(epoch(1, 30));
    assertThat(timeline.at(at(25))).isEqualTo(new EpochAt.Settled(epoch(2, 20)));
    assertThat(timeline.at(at(30))).isEqualTo(new EpochAt.Settled(epoch(1, 30)));
  }

  @Test
  void whatIsSettledStaysSo() {
    timeline.add(epoch(1, 10));
    timeline.add(new EpochHeartbeat(at(20)));

    assertThat(timeline.add(epoch(2, 20)))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .contains("epoch 2 was announced for 1970-01-01T00:00:00.020Z")
                    .contains("announce it for a later time"));
    assertThat(timeline.latest()).contains(epoch(1, 10));
    assertThat(timeline.at(at(20))).isEqualTo(new EpochAt.Settled(epoch(1, 10)));
  }

  @Test
  void anAnnouncementThatComesTwiceIsNoFault() {
    timeline.add(epoch(1, 10));
    timeline.add(epoch(2, 20));

    assertThat(timeline.add(epoch(1, 10))).isEmpty();
    assertThat(timeline.latest()).contains(epoch(2, 20));
  }

  @Test
  void oldEpochsAreForgottenAndSaidToBe() {
    for (int i = 1; i <= 4; i++) {
      timeline.add(epoch(i, i * 10));
    }

    assertThat(timeline.announcements()).containsExactly(epoch(2, 20), epoch(3, 30), epoch(4, 40));
    assertThat(timeline.at(at(15))).isEqualTo(new EpochAt.Forgotten(epoch(2, 20)));
    assertThat(timeline.newestNotAfter(at(35))).contains(epoch(3, 30));
  }

  @Test
  void retainsAtLeastOne() {
    assertThatThrownBy(() -> new EpochTimeline(0)).hasMessageContaining("got 0");
  }

  /** What makes a replay possible: an answer once settled is the answer for good. */
  @Property(tries = 300)
  void settledAnswersNeverChange(
      @ForAll @Size(max = 30) List<@IntRange(min = -40, max = 60) Integer> steps) {
    EpochTimeline long1 = new EpochTimeline(100);
    List<EpochAt> answers = new ArrayList<>();
    int number = 0;
    for (int step : steps) {
      // Odd messages are announcements, some of them too late.
      EpochMessage message = step % 2 == 0 ? new EpochHeartbeat(at(step)) : epoch(number++, step);
      List<EpochAt> before = answers(long1);
      long1.add(message);
      answers = answers(long1);
      for (int i = 0; i < before.size(); i++) {
        if (!(before.get(i) instanceof EpochAt.Unsettled)) {
          assertThat(answers.get(i)).isEqualTo(before.get(i));
        }
      }
    }
    EpochTimeline restored =
        EpochTimeline.restore(
            100, long1.announcements(), long1.settledUntil(), long1.hasForgotten());
    assertThat(answers(restored)).isEqualTo(answers(long1));
  }

  private static List<EpochAt> answers(EpochTimeline timeline) {
    List<EpochAt> answers = new ArrayList<>();
    for (int i = -45; i < 65; i++) {
      answers.add(timeline.at(at(i)));
    }
    return answers;
  }

  private static EpochAnnouncement epoch(long number, long from) {
    return new EpochAnnouncement(
        new EpochName(number, "ab".repeat(32)), "/shared", at(from), "cd".repeat(32));
  }

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
