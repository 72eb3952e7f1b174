package io.qklm.stories.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.stories.Wires;
import io.qklm.stories.cluster.StoryWeights;
import io.qklm.stories.copy.Copy;
import io.qklm.stories.copy.CopyKind;
import io.qklm.stories.desk.StoryStore.Kind;
import io.qklm.stories.term.TermFrequencies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoryDeskTest {

  private static final TermFrequencies LANGUAGE = TermFrequencies.bundled();
  private static final long NOW = Wires.MORNING.toEpochMilli();
  private static final long HOUR = 3_600_000;

  private final StoryStore store = StoryStore.inMemory();
  private final StoryDesk desk = desk(store);

  @Test
  void aStoryTellsWhatItsDocumentsTell() {
    takeAll(desk);
    List<StoryUpdate.Live> stories =
        desk.updates().stream().map(StoryUpdate.Live.class::cast).toList();
    assertThat(stories).hasSize(Wires.events());
    StoryUpdate.Live ferry = stories.get(0);
    assertThat(ferry.headline()).contains("ferry");
    assertThat(ferry.size()).isEqualTo(Wires.reports());
    assertThat(ferry.documents()).containsExactly("d00", "d01", "d02", "d03");
    assertThat(ferry.entities().get(0).documents()).isEqualTo(Wires.reports());
    assertThat(ferry.firstSeen()).isEqualTo(Wires.time(0, 0));
    assertThat(ferry.lastSeen()).isEqualTo(Wires.time(0, 3));
    assertThat(ferry.revision()).isEqualTo(Wires.reports());
    assertThat(ferry.summary().sentences().get(0).document()).isEqualTo("d03");
    assertThat(ferry.summary().sentences())
        .allSatisfy(
            one -> {
              int report = one.document().charAt(2) - '0';
              assertThat(
                      Wires.text(0, report).substring(one.sentence().start(), one.sentence().end()))
                  .isEqualTo(one.sentence().text());
            });
    assertThat(desk.updates()).isEmpty();
  }

  @Test
  void whatOnlyTheLastReportSaysIsNew() {
    DocumentStory last = takeAll(desk);
    assertThat(last.novelty().score()).isBetween(0.5, 1.0);
    String radar =
        "Divers said that nobody had noticed the leak. The owner of the ferry, Bjarne Oksen, was"
            + " arrested in Trondvik for fraud.";
    DocumentStory fresh =
        desk.take(
            StoryText.of("new", Optional.empty(), "Owner of Norvik ferry Sigrun arrested", radar)
                .withNames(Wires.names(0)),
            NOW + 5 * HOUR);
    assertThat(fresh.novelty().sentences())
        .anySatisfy(one -> assertThat(one.sentence().text()).contains("Bjarne Oksen"));
  }

  @Test
  void aCopyGoesWhereItsOriginalIsAndSaysSo() {
    DocumentStory original = desk.take(text(0, 0), NOW);
    StoryText again = StoryText.of("wire2", Optional.empty(), "Ship aground", Wires.text(0, 0));
    DocumentStory copy = desk.take(again, NOW + HOUR);
    assertThat(copy.story()).isEqualTo(original.story());
    assertThat(copy.duplicateOf()).contains(new Copy("d00", CopyKind.EXACT, 1));
    assertThat(copy.novelty().sentences()).isEmpty();
    assertThat(copy.because()).containsExactly("copy: 1.00 of d00");
    StoryUpdate.Live story = (StoryUpdate.Live) desk.updates().get(0);
    assertThat(story.size()).isEqualTo(2);
    assertThat(story.documents()).containsExactly("d00");
  }

  @Test
  void tenThousandIdenticalDocumentsAreOneStoryOfOneText() {
    for (int i = 0; i < 10_000; i++) {
      desk.take(
          StoryText.of("c" + i, Optional.empty(), "Ferry aground", Wires.text(0, 0)), NOW + i);
    }
    List<StoryUpdate> updates = desk.updates();
    assertThat(updates).hasSize(1);
    assertThat(((StoryUpdate.Live) updates.get(0)).size()).isEqualTo(10_000);
    assertThat(desk.counts().knownTexts()).isEqualTo(1);
    assertThat(desk.counts().copies()).isEqualTo(9_999);
  }

  @Test
  void aRevisionTakesThePlaceOfWhatItWas() {
    desk.take(text(0, 0), NOW);
    String story = desk.take(text(0, 1), NOW + HOUR).story();
    desk.updates();
    StoryText revised =
        StoryText.of("d01", Optional.empty(), Wires.title(1, 0), Wires.text(1, 0))
            .withNames(Wires.names(1));
    DocumentStory moved = desk.take(revised, NOW + 2 * HOUR);
    assertThat(moved.story()).isNotEqualTo(story);
    List<StoryUpdate> updates = desk.updates();
    assertThat(((StoryUpdate.Live) updates.get(0)).documents()).containsExactly("d00");
    assertThat(((StoryUpdate.Live) updates.get(1)).documents()).containsExactly("d01");
    assertThat(desk.counts().revisions()).isEqualTo(1);
  }

  @Test
  void aRevisionOfAStorysOnlyDocumentKeepsItsId() {
    String story = desk.take(text(0, 0), NOW).story();
    desk.updates();
    assertThat(desk.take(text(0, 0), NOW + HOUR).story()).isEqualTo(story);
    assertThat(desk.updates()).hasOnlyElementsOfType(StoryUpdate.Live.class);
  }

  @Test
  void nothingIsLeftOfATextThatIsWithdrawn() {
    String secret = "Zebulon";
    StoryText text =
        StoryText.of(
            "gone",
            Optional.empty(),
            secret + " ferry aground off Norvik harbour",
            secret + " told the coast guard of rocks before the ferry Sigrun ran aground.");
    desk.take(text(0, 0), NOW);
    desk.take(text.withNames(Wires.names(0)), NOW + HOUR);
    assertThat(String.valueOf(desk.updates())).contains(secret);
    desk.take(text(0, 1), NOW + 2 * HOUR);
    desk.updates();
    assertThat(kept()).contains(secret);
    assertThat(desk.withdraw("gone")).isTrue();
    assertThat(kept()).doesNotContain(secret).doesNotContain("gone");
    List<StoryUpdate> updates = desk.updates();
    assertThat(updates).hasSize(1);
    assertThat(String.valueOf(updates)).doesNotContain(secret);
    assertThat(desk.withdraw("gone")).isFalse();
  }

  @Test
  void aStoryEndsWithItsLastDocumentAndWithTime() {
    String first = desk.take(text(0, 0), NOW).story();
    String second = desk.take(text(1, 0), NOW).story();
    desk.updates();
    desk.withdraw("d00");
    assertThat(desk.updates()).containsExactly(new StoryUpdate.Ended(first));
    desk.advance(NOW + Duration.ofDays(8).toMillis());
    assertThat(desk.updates()).containsExactly(new StoryUpdate.Ended(second));
    desk.forget("d10", NOW + DeskOptions.defaults().retention().toMillis());
    assertThat(kept()).isEmpty();
  }

  @Test
  void timesThatCannotBeAreNotBelieved() {
    Instant record = Wires.MORNING;
    long now = record.toEpochMilli();
    assertThat(StoryTime.of(Optional.of(Instant.EPOCH), now)).isEqualTo(now);
    assertThat(StoryTime.of(Optional.of(Instant.parse("2100-01-01T00:00:00Z")), now))
        .isEqualTo(now);
    assertThat(StoryTime.of(Optional.empty(), now)).isEqualTo(now);
    assertThat(StoryTime.of(Optional.of(record.minusSeconds(60)), now)).isEqualTo(now - 60_000);
    StoryText future =
        StoryText.of(
                "f",
                Optional.of(Instant.parse("2100-01-01T00:00:00Z")),
                Wires.title(0, 1),
                Wires.text(0, 1))
            .withNames(Wires.names(0));
    String story = desk.take(text(0, 0), now).story();
    assertThat(desk.take(future, now + HOUR).story()).isEqualTo(story);
  }

  @Test
  void aDocumentWithoutWordsIsAStoryOfItsOwn() {
    DocumentStory one = desk.take(StoryText.of("e1", Optional.empty(), "", " "), NOW);
    DocumentStory other = desk.take(StoryText.of("e2", Optional.empty(), "", " "), NOW);
    assertThat(one.story()).isNotEqualTo(other.story());
    assertThat(other.duplicateOf()).isEmpty();
  }

  @Test
  void aDeskThatIsOpenedAgainGoesOnAsIfItHadNot() {
    StoryStore otherStore = StoryStore.inMemory();
    StoryDesk through = desk(otherStore);
    List<StoryText> texts = new ArrayList<>();
    for (int report = 0; report < Wires.reports(); report++) {
      for (int event = 0; event < Wires.events(); event++) {
        texts.add(text(event, report));
      }
      texts.add(StoryText.of("c" + report, Optional.empty(), "Again", Wires.text(0, report / 2)));
    }
    for (int i = 0; i < texts.size(); i++) {
      StoryDesk now = desk(store);
      DocumentStory placed = now.take(texts.get(i), NOW + i * HOUR);
      assertThat(placed).isEqualTo(through.take(texts.get(i), NOW + i * HOUR));
      assertThat(now.updates()).isEqualTo(through.updates());
    }
    for (Kind kind : Kind.values()) {
      store.forEach(kind, (key, value) -> assertThat(otherStore.get(kind, key)).contains(value));
    }
  }

  private DocumentStory takeAll(StoryDesk taker) {
    DocumentStory last = taker.take(text(0, 0), NOW);
    for (int report = 0; report < Wires.reports(); report++) {
      for (int event = 0; event < Wires.events(); event++) {
        if (event + report > 0) {
          last = taker.take(text(event, report), Wires.time(event, report).toEpochMilli());
        }
      }
    }
    return last;
  }

  private String kept() {
    StringBuilder all = new StringBuilder();
    for (Kind kind : Kind.values()) {
      store.forEach(
          kind,
          (key, value) -> all.append(key).append(new String(value, StandardCharsets.ISO_8859_1)));
    }
    return all.toString();
  }

  private static StoryText text(int event, int report) {
    return StoryText.of(
            "d" + event + report,
            Optional.of(Wires.time(event, report)),
            Wires.title(event, report),
            Wires.text(event, report))
        .withNames(Wires.names(event));
  }

  private static StoryDesk desk(StoryStore over) {
    return new StoryDesk(DeskOptions.defaults(), StoryWeights.withoutVectors(), LANGUAGE, over);
  }
}
