package io.qklm.stories.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.stories.StoryDocument;
import io.qklm.stories.Wires;
import io.qklm.stories.term.TermFrequencies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoryClustererTest {

  private static final TermFrequencies LANGUAGE = TermFrequencies.bundled();

  @Test
  void reportsOnAnEventAreAStoryAndReportsOnOthersAreNot() {
    StoryClusterer clusterer = clusterer(StoryOptions.defaults());
    Map<Integer, List<String>> stories = new LinkedHashMap<>();
    for (int report = 0; report < Wires.reports(); report++) {
      for (int event = 0; event < Wires.events(); event++) {
        Placement placement = clusterer.place(Wires.document(event, report));
        stories.computeIfAbsent(event, e -> new ArrayList<>()).add(placement.story());
      }
    }
    assertThat(stories.values()).allSatisfy(ids -> assertThat(ids).containsOnly(ids.get(0)));
    assertThat(clusterer.size()).isEqualTo(Wires.events());
  }

  @Test
  void saysWhy() {
    StoryClusterer clusterer = clusterer(StoryOptions.defaults());
    assertThat(clusterer.place(Wires.document(2, 0)).because())
        .containsExactly("new: no live story has its words or names");
    Placement joined = clusterer.place(Wires.document(2, 1));
    assertThat(joined.score()).isBetween(0.3, 1.0);
    assertThat(joined.because())
        .contains("names: Jonas Brandt (Q903), in 1 of 1 live stories")
        .anyMatch(reason -> reason.startsWith("words: ") && reason.contains("symphony"))
        .contains("time: 1.0 hours from its documents");
  }

  @Test
  void documentsWithoutATimeFindTheirStory() {
    StoryClusterer clusterer = clusterer(StoryOptions.defaults());
    String story = clusterer.place(Wires.document(0, 0, Optional.empty())).story();
    assertThat(clusterer.place(Wires.document(0, 1, Optional.empty())).story()).isEqualTo(story);
    assertThat(clusterer.advance(Instant.parse("2100-01-01T00:00:00Z").toEpochMilli())).isEmpty();
  }

  @Test
  void aStoryThatGotNoDocumentForLongEnds() {
    StoryClusterer clusterer = clusterer(StoryOptions.defaults());
    String story = clusterer.place(Wires.document(0, 0)).story();
    long now = Wires.time(0, 0).plus(Duration.ofDays(7)).toEpochMilli();
    assertThat(clusterer.advance(now)).isEmpty();
    assertThat(clusterer.advance(now + 1)).containsExactly(new StoryChange.Ended(story));
    assertThat(clusterer.size()).isZero();
  }

  @Test
  void aSagaGoesOnAsAnotherStory() {
    StoryOptions options =
        StoryOptions.defaults().withTimes(Duration.ofDays(7), Duration.ofHours(2));
    StoryClusterer clusterer = clusterer(options);
    String first = clusterer.place(Wires.document(0, 0)).story();
    assertThat(clusterer.place(Wires.document(0, 1)).story()).isEqualTo(first);
    assertThat(clusterer.place(Wires.document(0, 3)).story()).isNotEqualTo(first);
  }

  @Test
  void theStoryThatWaitedLongestMakesRoom() {
    StoryClusterer clusterer = clusterer(StoryOptions.defaults().withMost(2, 100));
    String ferry = clusterer.place(Wires.document(0, 0)).story();
    String bank = clusterer.place(Wires.document(1, 0)).story();
    clusterer.place(Wires.document(0, 1));
    Placement placement = clusterer.place(Wires.document(2, 0));
    assertThat(placement.changes())
        .containsExactly(new StoryChange.Ended(bank), new StoryChange.Began(placement.story()));
    assertThat(clusterer.bytes(ferry)).isPresent();
    assertThat(clusterer.size()).isEqualTo(2);
  }

  @Test
  void aStoryThatHasGrownTooLargeTakesNoMore() {
    StoryClusterer clusterer = clusterer(StoryOptions.defaults().withMost(100, 2));
    String full = clusterer.place(Wires.document(0, 0)).story();
    clusterer.place(Wires.document(0, 1));
    Placement next = clusterer.place(Wires.document(0, 2));
    assertThat(next.story()).isNotEqualTo(full);
    assertThat(next.because()).containsExactly("new: the stories it fits have grown too large");
    assertThat(clusterer.guarded()).isEqualTo(1);
  }

  @Test
  void aStoryEndsWithItsLastDocument() {
    StoryClusterer clusterer = clusterer(StoryOptions.defaults());
    String story = clusterer.place(Wires.document(0, 0)).story();
    clusterer.place(Wires.document(0, 1));
    assertThat(clusterer.remove("d01", story, false)).isEmpty();
    assertThat(clusterer.remove("d00", story, false)).containsExactly(new StoryChange.Ended(story));
    assertThat(clusterer.candidates(Wires.document(0, 2))).isEmpty();
  }

  @Test
  void storiesThatADocumentTiesTogetherMerge() {
    StoryWeights merging = StoryWeights.withoutVectors().withThresholds(0.3, 0.1);
    StoryClusterer clusterer = new StoryClusterer(merging, StoryOptions.defaults(), LANGUAGE);
    String first = clusterer.begin(Wires.document(1, 0)).story();
    String second = clusterer.begin(Wires.document(1, 1)).story();
    Placement placement = clusterer.place(Wires.document(1, 3));
    assertThat(placement.changes()).hasSize(1);
    StoryChange.Merged merged = (StoryChange.Merged) placement.changes().get(0);
    assertThat(List.of(merged.story(), merged.into())).containsExactlyInAnyOrder(first, second);
    assertThat(placement.story()).isEqualTo(merged.into());
    assertThat(clusterer.size()).isEqualTo(1);
  }

  @Test
  void aStopInBetweenChangesNothing() {
    StoryClusterer through = clusterer(StoryOptions.defaults());
    StoryClusterer before = clusterer(StoryOptions.defaults());
    List<String> order = new ArrayList<>();
    List<StoryDocument> documents = new ArrayList<>();
    for (int report = 0; report < Wires.reports(); report++) {
      for (int event = 0; event < Wires.events(); event++) {
        documents.add(Wires.document(event, report));
      }
    }
    int half = documents.size() / 2;
    for (StoryDocument document : documents.subList(0, half)) {
      through.place(document);
      String story = before.place(document).story();
      order.remove(story);
      order.add(story);
    }
    StoryClusterer after = clusterer(StoryOptions.defaults());
    order.forEach(story -> after.restore(story, before.bytes(story).orElseThrow()));
    for (StoryDocument document : documents.subList(half, documents.size())) {
      Placement placement = through.place(document);
      assertThat(after.place(document)).isEqualTo(placement);
      assertThat(after.bytes(placement.story()).orElseThrow())
          .isEqualTo(through.bytes(placement.story()).orElseThrow());
    }
  }

  @Test
  void aStoryTakesLessThanFourKilobytes() {
    StoryClusterer clusterer = clusterer(StoryOptions.defaults());
    String story = clusterer.begin(Wires.document(0, 0)).story();
    for (int event = 0; event < Wires.events(); event++) {
      for (int report = 0; report < Wires.reports(); report++) {
        clusterer.join(Wires.document(event, report), story);
      }
    }
    assertThat(clusterer.bytes(story).orElseThrow().length).isLessThan(4_000);
  }

  @Test
  void weightsAsTextAreTheWeights() {
    StoryWeights weights = StoryWeights.withVectors();
    assertThat(StoryWeights.parse(weights.write()).write()).isEqualTo(weights.write());
    assertThatThrownBy(() -> StoryWeights.parse("bias 1\n"))
        .hasMessage("the weights lack a line 'terms'");
  }

  @Test
  void anOptionThatMakesNoSenseIsRefusedInWords() {
    assertThatThrownBy(() -> StoryOptions.defaults().withMost(0, 1))
        .hasMessage("the option maxStories of stories is 0; 1 or more is allowed");
  }

  private static StoryClusterer clusterer(StoryOptions options) {
    return new StoryClusterer(StoryWeights.withoutVectors(), options, LANGUAGE);
  }
}
