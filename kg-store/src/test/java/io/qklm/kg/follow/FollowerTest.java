package io.qklm.kg.follow;

import static io.qklm.kg.follow.LoopbackWiki.claim;
import static io.qklm.kg.follow.LoopbackWiki.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.source.wikidata.WikidataOptions;
import io.qklm.kg.store.HashEmbedder;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.SnapshotFixtures;
import io.qklm.kg.store.change.DeltaBuild;
import io.qklm.kg.store.files.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FollowerTest {

  private static final Duration SOON = Duration.ofMillis(5);

  @TempDir Path folder;
  private LoopbackWiki wiki = null;
  private final List<KnowledgeUpdate> sent = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    wiki = new LoopbackWiki();
  }

  @AfterEach
  void close() {
    wiki.close();
  }

  private FollowPlace place() {
    return new FollowPlace(folder.resolve("place"));
  }

  private FollowOptions options(int addFrom, String... properties) {
    return new FollowOptions(
        wiki.stream(),
        wiki.pages(),
        "wikidatawiki",
        Optional.empty(),
        new WikidataOptions(List.of("en"), Math.max(0, addFrom)),
        addFrom >= 0,
        Set.of(properties),
        Duration.ofMillis(100),
        1000);
  }

  private Follower start(FollowOptions options, Follower.Updates updates) throws IOException {
    return new Follower(
        options,
        id -> Set.of("Q1", "Q2", "Q3").contains(id.value()),
        updates,
        place(),
        SOON,
        notes::add);
  }

  private void follow(FollowOptions options, String until) throws IOException {
    try (Follower follower = start(options, sent::addAll)) {
      while (!place().read().equals(until)) {
        follower.step();
      }
    }
  }

  private List<String> sent() {
    return sent.stream()
        .map(
            update ->
                update instanceof KnowledgeUpdate.Upsert upsert
                    ? upsert.id() + " " + upsert.entity().labels().get("en")
                    : "-" + update.id())
        .toList();
  }

  @Test
  void sendsTheItemsOfEditsOnceEachAndNoOthers() throws IOException {
    wiki.write("Q1", item("Q1", "Oslo", 0, claim("P17", "Q20")));
    wiki.write("Q2", item("Q2", "Bergen", 0, ""));
    wiki.edited("Q1", 11);
    wiki.edited("Q99", 12);
    wiki.event("{\"type\":\"edit\",\"namespace\":0,\"title\":\"Q2\",\"wiki\":\"enwiki\"}");
    wiki.event("{\"type\":\"categorize\",\"namespace\":14,\"title\":\"Category:Q2\"}");
    wiki.event("no JSON");
    wiki.edited("Q1", 13);
    String last = wiki.edited("Q2", 14);
    follow(options(-1), last);
    assertThat(sent()).containsExactly("Q1 Oslo", "Q2 Bergen");
    assertThat(((KnowledgeUpdate.Upsert) sent.get(0)).facts())
        .containsExactly(
            new Fact(new EntityId("Q1"), "P17", new FactObject.OfEntity(new EntityId("Q20"))));
    assertThat(wiki.asked()).contains("Q1.json?revision=13").doesNotContain("Q99.json?revision=12");
  }

  @Test
  void goesOnBehindTheLastWholeEventWhenTheStreamIsCut() throws IOException {
    wiki.write("Q1", item("Q1", "Oslo", 0, ""));
    wiki.write("Q2", item("Q2", "Bergen", 0, ""));
    String first = wiki.edited("Q1", 1);
    wiki.cut(300 + 60);
    String last = wiki.edited("Q2", 2);
    follow(options(-1), last);
    assertThat(sent()).containsExactly("Q1 Oslo", "Q2 Bergen");
    assertThat(wiki.places()).startsWith("", first);
    assertThat(notes).hasSize(1).first().asString().contains("connecting again");
  }

  @Test
  void goesOnWhereItStopped() throws IOException {
    wiki.write("Q1", item("Q1", "Oslo", 0, ""));
    follow(options(-1), wiki.edited("Q1", 1));
    wiki.write("Q1", item("Q1", "Christiania", 0, ""));
    follow(options(-1), wiki.edited("Q1", 2));
    assertThat(sent()).containsExactly("Q1 Oslo", "Q1 Christiania");
    assertThat(Files.readString(folder.resolve("place"))).contains("\"offset\":1");
  }

  @Test
  void whatWasNotSentComesAgain() throws IOException {
    wiki.write("Q1", item("Q1", "Oslo", 0, ""));
    String last = wiki.edited("Q1", 1);
    Follower.Updates away =
        updates -> {
          throw new IOException("Kafka is away");
        };
    try (Follower follower = start(options(-1), away)) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  follower.step();
                }
              })
          .hasMessage("Kafka is away");
    }
    assertThat(place().read()).isEmpty();
    follow(options(-1), last);
    assertThat(sent()).containsExactly("Q1 Oslo");
  }

  @Test
  void retiresWhatIsDeletedOrLeadsToAnother() throws IOException {
    wiki.write("Q2", item("Q3", "Bergen", 0, ""));
    wiki.event(
        """
        {"type":"log","log_type":"delete","namespace":0,"title":"Q1","timestamp":1764580000,\
        "wiki":"wikidatawiki"}""");
    String last = wiki.edited("Q2", 7);
    follow(options(-1), last);
    assertThat(sent()).containsExactly("-Q1", "-Q2", "Q3 Bergen");
  }

  @Test
  void addsItemsThatManyPagesAreAboutWhereThatIsWanted() throws IOException {
    wiki.write("Q8", item("Q8", "Village", 1, ""));
    wiki.write("Q9", item("Q9", "City", 3, claim("P17", "Q20") + "," + claim("P31", "Q515")));
    wiki.edited("Q7", 1);
    wiki.edited("Q8", 2);
    String last = wiki.edited("Q9", 3);
    follow(options(2, "P36"), last);
    assertThat(sent()).containsExactly("Q9 City");
    KnowledgeUpdate.Upsert city = (KnowledgeUpdate.Upsert) sent.get(0);
    assertThat(city.facts()).isEmpty();
    assertThat(city.entity().types()).containsExactly("Q515");
  }

  @Test
  void waitsForABusyServerAndTellsOnce() throws IOException {
    wiki.write("Q1", item("Q1", "Oslo", 0, ""));
    wiki.busy(3);
    follow(options(-1), wiki.edited("Q1", 1));
    assertThat(sent()).containsExactly("Q1 Oslo");
    assertThat(notes)
        .singleElement()
        .asString()
        .endsWith("/pages/ answers 429; trying again, no edit is lost");
  }

  @Test
  void aPageThatIsNoItemIsToldAndPassedOver() throws IOException {
    wiki.write("Q1", "<html>maintenance</html>");
    wiki.write("Q2", item("Q2", "Bergen", 0, ""));
    wiki.edited("Q1", 1);
    follow(options(-1), wiki.edited("Q2", 2));
    assertThat(sent()).containsExactly("Q2 Bergen");
    assertThat(notes)
        .singleElement()
        .asString()
        .startsWith("the page of Q1 cannot be used and is passed over: the line is no JSON");
  }

  @Test
  void aFileThatIsNoPlaceIsRefused() throws IOException {
    Files.writeString(folder.resolve("place"), "two\nlines\n");
    assertThatThrownBy(() -> start(options(-1), sent::addAll))
        .hasMessageContaining("holds no place in a stream of edits");
  }

  @Test
  void anEditIsKnownInTheNextEpoch() throws IOException {
    wiki.write("Q1", item("Q1", "Nidaros Example", 0, ""));
    follow(options(-1), wiki.edited("Q1", 1));
    Path before = SnapshotFixtures.snapshot(folder);
    Path after = folder.resolve("after");
    try (KnowledgeSnapshot parent = KnowledgeSnapshot.open(before)) {
      assertThat(parent.aliases().candidates("Nidaros Example", 5)).isEmpty();
      new DeltaBuild(
              parent,
              DeltaBuild.Options.after(parent, after),
              new HashEmbedder(SnapshotFixtures.DIMENSION),
              Steps.NONE)
          .run(sent);
    }
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(after)) {
      int known = snapshot.ordinal(new EntityId("Q1")).orElseThrow();
      assertThat(snapshot.aliases().candidates("Nidaros Example", 5))
          .singleElement()
          .matches(candidate -> candidate.ordinal() == known);
    }
  }
}
