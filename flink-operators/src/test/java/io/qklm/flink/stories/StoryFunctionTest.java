package io.qklm.flink.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.flink.QklmStories;
import io.qklm.stories.desk.DeskOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@SuppressWarnings("try") // the harness closes with whatever exception
class StoryFunctionTest {

  private static final OutputTag<String> STORIES = new OutputTag<>("stories", Types.STRING);
  private static final long MORNING = Instant.parse("2026-11-30T06:00:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;

  private static final List<String> FERRY =
      List.of(
          "f1|Ferry runs aground off Norvik harbour|The ferry Sigrun ran aground on rocks outside"
              + " Norvik harbour with 212 passengers on board.",
          "f2|Norvik ferry stranded on rocks|Rescue boats took 212 passengers off the ferry Sigrun"
              + " after it hit rocks near Norvik harbour.",
          "f3|Captain of stranded Norvik ferry questioned|Police questioned the captain of the"
              + " ferry Sigrun, which lies on rocks outside Norvik harbour.");

  private static final List<String> BANK =
      List.of(
          "b1|Central bank of Lorania raises interest rate|The central bank of Lorania raised its"
              + " key interest rate to 5 percent to slow inflation.",
          "b2|Lorania lifts interest rate as inflation climbs|Lorania's central bank lifted its key"
              + " interest rate by half a point because of inflation.");

  @Test
  void waitsForTheWatermarkAndSortsByTimeAndId() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(FERRY.get(1), MORNING + HOUR);
      harness.processElement(BANK.get(0), MORNING + HOUR);
      harness.processElement(FERRY.get(0), MORNING);
      assertThat(out(harness)).isEmpty();
      harness.processWatermark(MORNING + HOUR);
      List<String> placed = out(harness);
      assertThat(placed)
          .extracting(line -> line.split(" ", 2)[0])
          .containsExactly("f1", "b1", "f2");
      assertThat(story(placed.get(0))).isEqualTo(story(placed.get(2)));
      assertThat(story(placed.get(0))).isNotEqualTo(story(placed.get(1)));
      assertThat(stories(harness)).last().asString().contains("size=2");
    }
  }

  @Test
  void anyOrderWithinTheLatenessGivesTheSameStoriesByteForByte() throws Exception {
    List<String> all = new ArrayList<>(FERRY);
    all.addAll(BANK);
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4));
    List<List<String>> outputs = new ArrayList<>();
    for (long seed = 0; seed < 5; seed++) {
      Collections.shuffle(order, new Random(seed));
      try (var harness = harness()) {
        harness.open();
        for (int i : order) {
          harness.processElement(all.get(i), MORNING + i % 3 * HOUR);
        }
        harness.processWatermark(MORNING + 5 * HOUR);
        List<String> said = out(harness);
        said.addAll(stories(harness));
        outputs.add(said);
      }
    }
    assertThat(outputs).allSatisfy(said -> assertThat(said).isEqualTo(outputs.get(0)));
  }

  @Test
  void goesOnFromASnapshotAsIfItHadNotStopped() throws Exception {
    List<String> through = new ArrayList<>();
    try (var harness = harness()) {
      harness.open();
      first(harness);
      through.addAll(second(harness));
    }
    OperatorSubtaskState state;
    try (var harness = harness()) {
      harness.open();
      first(harness);
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness()) {
      harness.initializeState(state);
      harness.open();
      assertThat(second(harness)).isEqualTo(through);
    }
  }

  private static void first(KeyedOneInputStreamOperatorTestHarness<String, String, String> harness)
      throws Exception {
    harness.processElement(FERRY.get(0), MORNING);
    harness.processElement(BANK.get(0), MORNING);
    harness.processWatermark(MORNING + 1);
    // This one waits for the watermark in state.
    harness.processElement(FERRY.get(1), MORNING + HOUR);
    harness.getOutput().clear();
  }

  private static List<String> second(
      KeyedOneInputStreamOperatorTestHarness<String, String, String> harness) throws Exception {
    int before = stories(harness).size();
    harness.processElement(BANK.get(1), MORNING + 2 * HOUR);
    harness.processElement(FERRY.get(2), MORNING + 3 * HOUR);
    harness.processElement("f9|Again|" + FERRY.get(0).split("\\|", -1)[2], MORNING + 3 * HOUR);
    harness.processWatermark(MORNING + 4 * HOUR);
    harness.processWatermark(MORNING + Duration.ofDays(40).toMillis());
    List<String> said = out(harness);
    said.addAll(stories(harness).subList(before, stories(harness).size()));
    assertThat(said).anyMatch(line -> line.startsWith("f9") && line.endsWith("copies f1"));
    assertThat(said).filteredOn(line -> line.startsWith("Ended")).hasSize(2);
    return said;
  }

  @Test
  void aWithdrawalLeavesNoLatestValueWithTheText() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement("x|Zebulon aground off Norvik|Zebulon is a ferry.", MORNING);
      harness.processWatermark(MORNING);
      assertThat(stories(harness)).last().asString().contains("Zebulon");
      harness.processElement("x", MORNING + HOUR);
      harness.processWatermark(MORNING + HOUR);
      assertThat(out(harness)).last().isEqualTo("x passed");
      assertThat(stories(harness)).last().asString().startsWith("Ended");
    }
  }

  @Test
  void whatIsLateOrHasNoTimeIsTakenInAtOnce() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(FERRY.get(0), MORNING);
      harness.processWatermark(MORNING + 2 * HOUR);
      harness.processElement(FERRY.get(1) + "|1970-01-01T00:00:00Z", 0);
      harness.processElement(new StreamRecord<>(FERRY.get(2) + "|2100-01-01T00:00:00Z"));
      List<String> placed = out(harness);
      assertThat(placed).hasSize(3);
      assertThat(placed).extracting(StoryFunctionTest::story).containsOnly(story(placed.get(0)));
    }
  }

  @Test
  void whatIsNoDocumentPasses() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement("# a dead letter", MORNING);
      assertThat(out(harness)).containsExactly("# a dead letter passed");
    }
  }

  @Test
  void tenThousandIdenticalDocumentsAreOneStory() throws Exception {
    try (var harness = harness()) {
      harness.open();
      for (int i = 0; i < 10_000; i++) {
        harness.processElement("c" + i + FERRY.get(0).substring(2), MORNING);
      }
      harness.processWatermark(MORNING + HOUR);
      assertThat(out(harness)).hasSize(10_000);
      assertThat(stories(harness)).last().asString().contains("size=10000");
    }
  }

  @Test
  void theEndOfTheInputLeavesStoriesAsTheyAre() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(FERRY.get(0), MORNING);
      harness.processWatermark(Long.MAX_VALUE);
      assertThat(out(harness)).hasSize(1);
      assertThat(stories(harness)).last().asString().startsWith("Live");
    }
  }

  @Test
  void stateGoesWithTime() throws Exception {
    try (var harness = harness()) {
      harness.open();
      for (String document : FERRY) {
        harness.processElement(document, MORNING);
      }
      harness.processWatermark(MORNING + Duration.ofDays(60).toMillis());
      assertThat(stories(harness)).last().asString().startsWith("Ended");
      // What is left is the latest time.
      assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void aBuilderThatLacksSomethingSaysAllThatItLacks() {
    assertThatThrownBy(() -> QklmStories.<String, String, String>builder().build())
        .hasMessage("stories still need binding(...), output(...), storiesTo(...)");
  }

  private static String story(String placed) {
    return placed.split(" ", -1)[2];
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, String, String> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new StoryFunction<>(
                new TabbedStories(), DeskOptions.defaults(), Types.STRING, STORIES)),
        element -> "",
        Types.STRING);
  }

  private static List<String> out(
      KeyedOneInputStreamOperatorTestHarness<String, String, String> harness) {
    return new ArrayList<>(harness.extractOutputValues());
  }

  private static List<String> stories(
      KeyedOneInputStreamOperatorTestHarness<String, String, String> harness) {
    ConcurrentLinkedQueue<StreamRecord<String>> said = harness.getSideOutput(STORIES);
    return said == null
        ? new ArrayList<>()
        : new ArrayList<>(said.stream().map(StreamRecord::getValue).toList());
  }
}
