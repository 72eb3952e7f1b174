package io.qklm.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.EntityAnnotation;
import io.qklm.document.FactStatement;
import io.qklm.document.MentionExplanation;
import io.qklm.document.Outcome;
import io.qklm.kg.EntityId;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.override.OverrideFile;
import io.qklm.model.stage.Stage;
import io.qklm.model.stage.StageTimes;
import io.qklm.text.CodePointIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every model does, whoever trained it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EngineContract {

  private static final String NEWS =
      "BERLIN — Angela Merkel spoke in Berlin on Monday, the German government said. "
          + "The city of 3.7 million is the capital of Germany. "
          + "Visitors from São Paulo posted 🎉 and 👨‍👩‍👧 before they left for Berlin. "
          + "Officials said that more talks would follow in the autumn.";

  private final String model;
  private KnowledgeSnapshot snapshot;
  private Qklm qklm;

  /**
   * @param model as a user names it
   */
  @SuppressWarnings("NullAway.Init")
  EngineContract(String model) {
    this.model = model;
  }

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    snapshot = SmallKnowledge.build(folder);
    qklm = Qklm.open(ModelBundle.named(model), snapshot, QklmOptions.defaults());
  }

  @AfterAll
  void close() {
    qklm.close();
    snapshot.close();
  }

  @Test
  void linksNamesToTheKnowledgeAndTellsFactsAboutThem() {
    Enrichment enrichment = enrich(NEWS);
    assertThat(enrichment.language()).isEqualTo("en");
    assertThat(linked(enrichment)).contains("Q64", "Q183", "Q567", "Q41483");
    assertThat(enrichment.facts())
        .extracting(
            FactStatement::subjectLabel, FactStatement::relationLabel, FactStatement::objectLabel)
        .contains(org.assertj.core.groups.Tuple.tuple("Germany", "capital", Optional.of("Berlin")));
  }

  @Test
  void tellsWhatADocumentCost() {
    StageTimes times = new StageTimes();
    long began = System.nanoTime();
    Outcome outcome = qklm.enrich(Document.of("test", NEWS), times);
    long took = System.nanoTime() - began;
    assertThat(outcome).isEqualTo(enrich(NEWS));
    assertThat(times.tokens()).isBetween(40, 80);
    long sum = 0;
    for (Stage stage : Stage.values()) {
      assertThat(times.nanos(stage)).as(stage.label()).isPositive();
      sum += times.nanos(stage);
    }
    assertThat(sum).isBetween(took / 2, took);
  }

  @Test
  void everySpanCountsCodePointsAndCutsOutTheMention() {
    CodePointIndex index = CodePointIndex.of(NEWS);
    Enrichment enrichment = enrich(NEWS);
    assertThat(enrichment.entities()).isNotEmpty();
    for (EntityAnnotation entity : enrichment.entities()) {
      assertThat(index.toUtf16(entity.span()).in(NEWS)).isEqualTo(entity.text());
    }
  }

  @Test
  void theFarBetterKnownNamesakeIsMeantWhereTheContextAgrees() {
    assertThat(
            linked(
                enrich("France's president walked along the Seine in Paris, the French capital.")))
        .contains("Q90");
  }

  @Test
  void aPartOfALongerUnknownNameLinksToNothing() {
    assertThat(linked(enrich("The firm Berlin Kowalczyk opened an office, its founder said.")))
        .isEmpty();
    assertThat(linked(enrich("The film by Anna Paris-Berlin was shown, the festival said.")))
        .isEmpty();
  }

  @Test
  void namesOfTheTitleAreAnnotatedWithOffsetsInIt() {
    String title = " \uD83C\uDF89 Angela Merkel visits Berlin";
    Enrichment enrichment = enrich(title, NEWS);
    assertThat(enrichment.titleEntities())
        .extracting(EntityAnnotation::text)
        .containsExactly("Angela Merkel", "Berlin");
    assertThat(enrichment.titleEntities())
        .extracting(entity -> entity.entityId().orElseThrow().value())
        .containsExactly("Q567", "Q64");
    CodePointIndex index = CodePointIndex.of(title);
    for (EntityAnnotation entity : enrichment.titleEntities()) {
      assertThat(index.toUtf16(entity.span()).in(title)).isEqualTo(entity.text());
    }
    assertThat(enrichment.entities())
        .extracting(EntityAnnotation::span)
        .isEqualTo(enrich(NEWS).entities().stream().map(EntityAnnotation::span).toList());
    assertThat(enrichment).isEqualTo(enrich(title, NEWS));
  }

  @Test
  void factsAreToldOfWhatTheTitleNamesAlone() {
    Enrichment enrichment = enrich("Angela Merkel wins", "The chancellor won again on Sunday.");
    assertThat(enrichment.facts())
        .extracting(fact -> fact.subject().value(), FactStatement::relation)
        .contains(org.assertj.core.groups.Tuple.tuple("Q567", "P569"));
  }

  @Test
  void aBlankTitleSaysNothing() {
    Enrichment enrichment = enrich("  ", NEWS);
    assertThat(enrichment.titleEntities()).isEmpty();
    assertThat(enrichment.entities()).isEqualTo(enrich(NEWS).entities());
  }

  /** What is said twice in one place is no second witness. */
  @Test
  void aTitleThatTheTextRepeatsIsReadOnce() {
    String title = "Angela Merkel in Berlin";
    String text = "\n" + title + " \n\n" + NEWS;
    Enrichment titled = enrich("  " + title + " ", text);
    assertThat(titled.entities()).isEqualTo(enrich(text).entities());
    assertThat(titled.titleEntities())
        .extracting(entity -> entity.span().start(), EntityAnnotation::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(2, "Angela Merkel"),
            org.assertj.core.groups.Tuple.tuple(19, "Berlin"));
  }

  @Test
  void oddTitlesGiveEnrichmentsNeverExceptions() {
    for (String title :
        List.of(
            "!!!",
            "\uD83C\uDF89".repeat(2_000),
            "柏林",
            "A ".repeat(900),
            "\u0000",
            "Berlin\nBerlin")) {
      Enrichment enrichment = enrich(title, NEWS);
      CodePointIndex index = CodePointIndex.of(title);
      assertThat(enrichment.titleEntities())
          .allMatch(entity -> index.toUtf16(entity.span()).in(title).equals(entity.text()));
    }
    assertThat(linkedIn(enrich("柏林", "柏林是德国的首都。").titleEntities())).containsExactly("Q64");
  }

  @Test
  void aDayOfTheWeekIsNoName() {
    assertThat(enrich("The talks in Berlin begin on Monday in March.").entities())
        .extracting(EntityAnnotation::text)
        .containsExactly("Berlin");
  }

  @Test
  void aCommonWordInLowerCaseIsNoName() {
    assertThat(linked(enrich("She ate an apple in the garden."))).isEmpty();
    assertThat(linked(enrich("The maker of the iPhone, Apple, sold more computers.")))
        .contains("Q312");
  }

  @Test
  void theSummaryIsMadeOfTheDocumentsSentencesInTheirOrder() {
    Enrichment enrichment = enrich(NEWS);
    CodePointIndex index = CodePointIndex.of(NEWS);
    List<String> sentences =
        enrichment.summary().orElseThrow().sentences().stream()
            .map(sentence -> index.toUtf16(sentence.span()).in(NEWS))
            .toList();
    assertThat(sentences).hasSize(3);
    assertThat(enrichment.summary().orElseThrow().text()).isEqualTo(String.join(" ", sentences));
  }

  @Test
  void anOutcomeDependsOnTheDocumentAlone() throws Exception {
    Document document = Document.of("a", NEWS);
    Outcome alone = qklm.enrich(List.of(document)).get(0);
    Document other = Document.of("b", "Paris and Berlin. ".repeat(40));
    assertThat(qklm.enrich(List.of(other, document, other)).get(1)).isEqualTo(alone);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Outcome>> many =
          java.util.stream.IntStream.range(0, 16)
              .mapToObj(i -> threads.submit(() -> qklm.enrich(List.of(other, document)).get(1)))
              .toList();
      for (Future<Outcome> one : many) {
        assertThat(one.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aTextPastTheLimitIsReadToTheLimitAndSaysSo() throws IOException {
    QklmOptions options = new QklmOptions(1, 200, SummaryForm.defaults(), 16, 0.5, 0.5);
    try (Qklm small = Qklm.open(ModelBundle.named(model), snapshot, options)) {
      Enrichment enrichment =
          (Enrichment) small.enrich(List.of(Document.of("long", NEWS + NEWS))).get(0);
      assertThat(enrichment.truncated()).isTrue();
      assertThat(enrichment.entities()).allMatch(entity -> entity.span().end() <= 200);
    }
    assertThat(enrich(NEWS).truncated()).isFalse();
  }

  @Test
  void oddTextsGiveEnrichmentsNeverExceptions() {
    for (String text :
        List.of(
            "!!!",
            "\u0000\u0001\u0007",
            "🎉".repeat(20_000),
            "A ".repeat(5_000),
            "Berlin".repeat(2_000),
            "e" + "\u0301".repeat(3_000),
            "柏林是德国的首都。",
            "\u202e reversed \u2066",
            "Berlin\tBerlin\r\nBerlin")) {
      assertThat(qklm.enrich(List.of(Document.of("odd", text))).get(0))
          .isInstanceOf(Enrichment.class);
    }
  }

  @Test
  void anExplanationHasTheRefusedBesideTheLinked() {
    Document document =
        Document.of("e", "France's president walked along the Seine in Paris, the French capital.");
    Enrichment enrichment = (Enrichment) qklm.enrich(List.of(document)).get(0);
    EntityAnnotation paris =
        enrichment.entities().stream()
            .filter(entity -> entity.text().equals("Paris"))
            .findFirst()
            .orElseThrow();
    MentionExplanation explained =
        qklm.explain(document).stream()
            .filter(mention -> mention.span().equals(paris.span()))
            .findFirst()
            .orElseThrow();
    assertThat(explained.text()).isEqualTo("Paris");
    assertThat(explained.candidates())
        .extracting(candidate -> candidate.id().value())
        .containsExactly("Q90", "Q830149");
    assertThat(explained.candidates().get(0).score()).isEqualTo(paris.score());
    assertThat(explained.candidates().get(1).score()).isBetween(0.0, paris.score());
    assertThat(explained.candidates())
        .allMatch(candidate -> candidate.prior() > 0 && candidate.prior() <= 1);
    assertThat(explained.candidates().get(1).description().orElseThrow()).contains("Texas");
  }

  @Test
  void whatAPersonDecidedIsSaidAndNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("overrides.jsonl");
    Files.writeString(
        file,
        """
        {"id": "other-paris", "surface": "Paris", "entityId": "Q830149", "word": "visitors"}
        {"id": "no-berlin", "surface": "Berlin", "entityId": null}
        {"id": "elsewhere", "surface": "Germany", "entityId": "Q90", "with": "Q312"}
        """);
    String text = "Angela Merkel met visitors from Paris in Berlin, the German government said.";
    try (Qklm overridden =
        Qklm.open(
            ModelBundle.named(model), snapshot, QklmOptions.defaults(), OverrideFile.open(file))) {
      Enrichment said = (Enrichment) overridden.enrich(List.of(Document.of("test", text))).get(0);
      assertThat(linked(said)).contains("Q567", "Q830149").doesNotContain("Q64", "Q90");
      assertThat(said.provenance().overrides()).containsExactly("no-berlin", "other-paris");
      EntityAnnotation paris =
          said.entities().stream()
              .filter(entity -> entity.text().equals("Paris"))
              .findFirst()
              .orElseThrow();
      assertThat(paris.score()).isEqualTo(1);
      assertThat(paris.description().orElseThrow()).contains("Texas");
    }
    assertThat(enrich(text).provenance().overrides()).isEmpty();
  }

  @Test
  void chineseTextIsLinkedByItsChineseNames() {
    assertThat(linked(enrich("柏林是德国的首都，也是德国最大的城市。"))).contains("Q64");
  }

  @Test
  void provenanceNamesEpochModelAndVersion() throws IOException {
    assertThat(enrich(NEWS).provenance().epochDigest()).isEqualTo(snapshot.digest());
    assertThat(enrich(NEWS).provenance().model()).isEqualTo(ModelBundle.named(model).name());
    assertThat(enrich(NEWS).provenance().version()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  final Enrichment enrich(String text) {
    return (Enrichment) qklm.enrich(List.of(Document.of("test", text))).get(0);
  }

  private Enrichment enrich(String title, String text) {
    Document document =
        new Document(
            "test",
            text,
            Optional.of(title),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    return (Enrichment) qklm.enrich(List.of(document)).get(0);
  }

  static List<String> linked(Enrichment enrichment) {
    return linkedIn(enrichment.entities());
  }

  private static List<String> linkedIn(List<EntityAnnotation> entities) {
    return entities.stream()
        .flatMap(entity -> entity.entityId().stream())
        .map(EntityId::value)
        .distinct()
        .toList();
  }
}
