package io.qklm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.EntityAnnotation;
import io.qklm.document.MentionExplanation;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.store.KnowledgeSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The trained bundles that are in the repository. */
class ReleasedBundleTest {

  private static final Path BUNDLES = Path.of("..", "models");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"qklm-joint", "qklm-open"})
  void findsNamesAndLinksThoseThatTheKnowledgeHas(String name) throws Exception {
    try (KnowledgeSnapshot snapshot = SmallKnowledge.build(folder);
        Qklm qklm =
            Qklm.open(ModelBundle.open(BUNDLES.resolve(name)), snapshot, QklmOptions.defaults())) {
      String text =
          "Angela Merkel met Hanna Kowalczyk in Berlin on Monday. She ate an apple before she left"
              + " for Germany.";
      Enrichment enrichment = (Enrichment) qklm.enrich(List.of(Document.of("a", text))).get(0);
      assertThat(enrichment.entities())
          .extracting(
              EntityAnnotation::text,
              EntityAnnotation::kind,
              entity -> entity.entityId().map(EntityId::value).orElse("NIL"))
          .containsExactly(
              tuple("Angela Merkel", EntityKind.PER, "Q567"),
              tuple("Hanna Kowalczyk", EntityKind.PER, "NIL"),
              tuple("Berlin", EntityKind.LOC, "Q64"),
              tuple("Germany", EntityKind.LOC, "Q183"));
      assertThat(enrichment.summary()).isPresent();
      assertThat(qklm.explain(Document.of("a", text)))
          .filteredOn(mention -> mention.text().equals("Berlin"))
          .singleElement()
          .satisfies(
              mention -> {
                assertThat(mention.candidates().get(0).id()).isEqualTo(new EntityId("Q64"));
                assertThat(mention.candidates().get(0).score())
                    .isEqualTo(enrichment.entities().get(2).score());
              });
      assertThat(enrichment.provenance().model()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"qklm-joint", "qklm-open"})
  void aTextInAScriptThatTheNetworkCannotReadIsLinkedByItsNames(String name) throws Exception {
    try (KnowledgeSnapshot snapshot = SmallKnowledge.build(folder);
        Qklm qklm =
            Qklm.open(ModelBundle.open(BUNDLES.resolve(name)), snapshot, QklmOptions.defaults())) {
      Document chinese = Document.of("zh", "柏林是德国的首都，也是德国最大的城市。");
      Enrichment enrichment = (Enrichment) qklm.enrich(List.of(chinese)).get(0);
      assertThat(enrichment.language()).isEqualTo("zh");
      assertThat(enrichment.summary()).isPresent();
      assertThat(enrichment.entities())
          .extracting(entity -> entity.entityId().map(EntityId::value).orElse("NIL"))
          .contains("Q64");
      EntityAnnotation berlin = enrichment.entities().get(0);
      assertThat(qklm.explain(chinese))
          .filteredOn(mention -> mention.span().equals(berlin.span()))
          .singleElement()
          .satisfies(
              mention -> {
                MentionExplanation.Candidate first = mention.candidates().get(0);
                assertThat(Optional.of(first.id())).isEqualTo(berlin.entityId());
                assertThat(first.score()).isEqualTo(berlin.score()).isEqualTo(first.prior());
              });
    }
  }
}
