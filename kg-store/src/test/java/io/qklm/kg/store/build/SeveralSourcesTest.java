package io.qklm.kg.store.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.SurfaceForm;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.Prominence;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.SnapshotFixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several sources say of one entity under several ids. */
class SeveralSourcesTest {

  @TempDir Path folder;

  /** Fills a sink. */
  private interface Says {
    void into(KnowledgeSink sink) throws IOException;
  }

  private static KnowledgeSource source(String name, Says says) {
    return new KnowledgeSource() {
      @Override
      public String description() {
        return name;
      }

      @Override
      public void readInto(KnowledgeSink sink) throws IOException {
        says.into(sink);
      }
    };
  }

  private static EntityId id(String id) {
    return new EntityId(id);
  }

  private static Entity entity(String id, String label, EntityKind kind, double rank) {
    return new Entity(
        id(id), Map.of("en", label), Map.of(), Map.of(), List.of(), kind, (float) rank);
  }

  private static Fact fact(String subject, String relation, String object) {
    return new Fact(id(subject), relation, new FactObject.OfEntity(id(object)));
  }

  @Test
  void twoIdsOfOneEntityBecomeOne() throws IOException {
    Path out = folder.resolve("out");
    BuildReport report =
        SnapshotFixtures.build(
            SnapshotFixtures.options(out),
            source(
                "pages",
                sink -> {
                  sink.entity(entity("dbr:Berlin_(city)", "Berlin (city)", EntityKind.LOC, 0));
                  sink.fact(fact("dbr:Berlin_(city)", "P17", "dbr:Deutschland"));
                  sink.fact(fact("dbr:Berlin_(city)", "P17", "dbr:Germany"));
                  sink.fact(fact("dbr:Berlin_(city)", "qklm:page-link", "dbr:Nowhere"));
                  sink.fact(fact("dbr:Berlin_(city)", "qklm:page-link", "dbr:Spree-Athen"));
                  sink.fact(fact("dbr:Berlin_(city)", "qklm:page-link", "dbr:Germany"));
                  sink.same(id("dbr:Berlin_(city)"), id("Q64"));
                  sink.same(id("dbr:Spree-Athen"), id("dbr:Berlin_(city)"));
                  sink.name(id("dbr:Spree-Athen"), "en", "Spree-Athen");
                  sink.name(id("dbr:Nowhere"), "en", "Nowhere");
                  sink.same(id("dbr:Germany"), id("Q183"));
                  sink.same(id("dbr:Deutschland"), id("dbr:Germany"));
                  sink.same(id("dbr:A"), id("dbr:B"));
                  sink.same(id("dbr:B"), id("dbr:A"));
                  sink.same(id("dbr:Germany"), id("Q9"));
                  sink.counted(new SurfaceForm("the capital", id("dbr:Spree-Athen"), 1, "links"));
                  sink.counted(new SurfaceForm("the capital", id("dbr:Berlin_(city)"), 1, "links"));
                  sink.counted(new SurfaceForm("the capital", id("dbr:Berlin_(city)"), 1, "links"));
                  sink.counted(new SurfaceForm("the capital", id("dbr:Deutschland"), 1, "links"));
                }),
            source(
                "items",
                sink -> {
                  sink.entity(entity("Q64", "Berlin", EntityKind.ORG, 0.5));
                  sink.entity(entity("Q183", "Germany", EntityKind.LOC, 0.6));
                  sink.fact(new Fact(id("Q64"), "P571", new FactObject.Time(1237, 1, 1, 9)));
                  sink.fact(new Fact(id("Q64"), "P571", new FactObject.Time(1244, 5, 1, 10)));
                }));
    try (KnowledgeSnapshot read = KnowledgeSnapshot.open(out)) {
      assertThat(read.size()).isEqualTo(2);
      int berlin = read.ordinal(id("Q64")).orElseThrow();
      int germany = read.ordinal(id("Q183")).orElseThrow();
      assertThat(read.ordinal(id("dbr:Berlin_(city)"))).isEmpty();
      assertThat(read.text(berlin, "en").label()).isEqualTo("Berlin");
      assertThat(read.text(berlin, "en").aliases()).containsExactly("Berlin (city)", "Spree-Athen");
      assertThat(read.facts(berlin)).filteredOn(f -> f.relation().equals("P17")).hasSize(1);
      assertThat(read.factsAbout(germany, 5)).extracting(Fact::relation).containsExactly("P17");
      // Of three links of "the capital" to Berlin two came under one id and one under another.
      assertThat(read.aliases().candidates("the capital", 9))
          .satisfiesExactly(
              first -> {
                assertThat(first.ordinal()).isEqualTo(berlin);
                assertThat(first.prior()).isCloseTo(0.75f, within(0.001f));
              },
              second -> assertThat(second.prior()).isCloseTo(0.25f, within(0.001f)));
    }
    MergeReport merging = report.merging();
    assertThat(merging.sources())
        .containsExactly(
            new MergeReport.Share("pages", 1, 5, 6, 0, 1),
            new MergeReport.Share("items", 2, 2, 0, 1, 1));
    assertThat(merging.joinedRecords()).isEqualTo(1);
    // dbr:Germany stands for two, and dbr:A and dbr:B for each other.
    assertThat(merging.idConflicts()).isEqualTo(3);
    assertThat(merging.kindConflicts()).isEqualTo(1);
    assertThat(merging.dateConflicts()).isEqualTo(1);
    assertThat(merging.firstConflicts())
        .containsExactly(
            "Q64 is [ORG, LOC] by its sources; the first that speaks counts",
            "Q64 has 2 dates of P571: 1237, 1244-05");
    assertThat(merging.unknownAdditions()).isEqualTo(1);
    assertThat(merging.unrelated()).isEqualTo(2);
    assertThat(report.unknownObjects()).isZero();
    assertThat(report.counts().facts()).isEqualTo(3);
  }

  @Test
  void prominenceIsTheMeanOfWhatIsKnown() throws IOException {
    Path out = folder.resolve("out");
    SnapshotFixtures.build(
        SnapshotFixtures.options(out),
        source(
            "pages",
            sink -> {
              sink.prominence(id("dbr:One"), KnowledgeSink.Signal.LINKS, 400);
              sink.same(id("dbr:One"), id("Q1"));
              sink.entity(entity("Q1", "One", EntityKind.MISC, 0.5));
              sink.entity(entity("Q2", "Two", EntityKind.MISC, 0.5));
              sink.entity(entity("Q3", "Three", EntityKind.MISC, 0));
              sink.prominence(id("Q1"), KnowledgeSink.Signal.LINKS, 599);
              sink.prominence(id("Q3"), KnowledgeSink.Signal.VIEWS, 1e9);
            }));
    try (KnowledgeSnapshot read = KnowledgeSnapshot.open(out)) {
      double links = Math.log(1_000) / Math.log(100_001);
      assertThat(read.entity(0).rank()).isCloseTo((float) ((0.5 + links) / 2), within(1e-5f));
      assertThat(read.entity(1).rank()).isEqualTo(0.5f);
      assertThat(read.entity(2).rank()).isEqualTo(1f);
    }
    assertThat(new Prominence(0).rank()).isZero();
  }

  /** A name that is a link on one of two hundred pages is a word; capitals alone make it a name. */
  @Test
  void ordinaryWordsAreOfferedOnlyInCapitals() throws IOException {
    Path out = folder.resolve("out");
    SnapshotFixtures.build(
        SnapshotFixtures.options(out),
        source(
            "pages",
            sink -> {
              for (int page = 0; page < 400; page++) {
                Set<String> linked =
                    page % 200 == 0 ? Set.of("Time", "Final Report", "Berlin") : Set.of("Berlin");
                sink.occurrences(Set.of("Time", "Final Report", "Berlin", "Rare " + page), linked);
              }
              sink.entity(entity("Q1", "Time", EntityKind.ORG, 0.5));
              sink.entity(entity("Q2", "Final Report", EntityKind.MISC, 0.5));
              sink.entity(entity("Q3", "Berlin", EntityKind.LOC, 0.5));
              sink.entity(entity("Q4", "Rare 7", EntityKind.LOC, 0.5));
            }));
    String text = "Time in Berlin: a final report, Final Report, rare 7 and TIME, berlin.";
    try (KnowledgeSnapshot read = KnowledgeSnapshot.open(out)) {
      assertThat(read.aliases().scan(text))
          .extracting(match -> match.span().in(text))
          .containsExactly("Berlin", "Final Report", "rare 7", "TIME", "berlin");
      assertThat(read.aliases().seldomLinked("time")).isTrue();
      assertThat(read.aliases().candidates("Time", 5)).hasSize(1);
    }
  }

  @Test
  void countsOfNamesOutliveTheProcess() throws IOException {
    NameOccurrences counted = new NameOccurrences();
    for (int page = 0; page < 300; page++) {
      counted.page(Set.of("The Name", "Other"), page % 3 == 0 ? Set.of("The Name") : Set.of());
    }
    counted.write(folder.resolve("names"));
    NameOccurrences read = new NameOccurrences();
    read.read(folder.resolve("names"));
    assertThat(read.pages()).isEqualTo(300);
    String key = new io.qklm.text.SurfaceNormalizer().key("The Name");
    assertThat(read.linkProbability(key)).isCloseTo(1 / 3.0, within(0.001));
    assertThat(read.linkProbability("unheard of")).isNaN();
    assertThat(read.seldomLinked(new io.qklm.text.SurfaceNormalizer().key("Other"))).isTrue();
    assertThat(new NameOccurrences().linkProbability(key)).isNaN();
  }
}
