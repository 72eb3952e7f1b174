package io.qklm.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.kg.EntityId;
import io.qklm.kg.source.interchange.KnowledgeUpdateReader;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.change.DeltaBuild;
import io.qklm.kg.store.files.Steps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QklmModelTest {

  private static final Document NEWS =
      Document.of(
          "n",
          "Zorblat Industries opened an office in Berlin, the firm said. Talks in Berlin went on.");

  @TempDir private Path folder;

  @Test
  void oneModelServesAnEpochAndTheNextSideBySide() throws IOException {
    try (KnowledgeSnapshot first = SmallKnowledge.build(folder.resolve("first"));
        KnowledgeSnapshot next = next(first);
        QklmModel model = QklmModel.open(ModelBundle.bundled(), QklmOptions.defaults())) {
      Qklm before = model.over(first);
      Enrichment old = enrich(before);
      Qklm after = model.over(next);

      assertThat(linked(old)).contains("Q64").doesNotContain("zorblat");
      assertThat(linked(enrich(after))).contains("Q64", "zorblat");
      assertThat(enrich(after).provenance().epochDigest()).isEqualTo(next.digest());
      after.close();
      // An engine's end is not the model's.
      assertThat(enrich(before)).isEqualTo(old);
    }
  }

  /** What is swapped in is unknown to the encoder, and brings a name and little else. */
  @ParameterizedTest
  @CsvSource({
    "Zorblat Industries, ORG, 'Zorblat Industries opened an office in Berlin, the firm said.'",
    "Mirela Todorvan, PER, 'Mirela Todorvan won the election in the capital on Sunday.'",
    "Vellmora, LOC, 'Flooding hit the town of Vellmora after days of heavy rain.'",
    "Trenby Cup, MISC, 'They lost the final of the Trenby Cup by a single goal.'"
  })
  void aNewEntityIsLinkedByItsNameAlone(String name, String kind, String text) throws IOException {
    try (KnowledgeSnapshot first = SmallKnowledge.build(folder.resolve("first"));
        BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.bundled(), 1)) {
      Path output = folder.resolve("next");
      String line = "{\"id\": \"new\", \"labels\": {\"en\": \"%s\"}, \"kind\": \"%s\"}";
      new DeltaBuild(first, DeltaBuild.Options.after(first, output), embedder, Steps.NONE)
          .run(List.of(KnowledgeUpdateReader.readRecord("new", line.formatted(name, kind))));
      try (KnowledgeSnapshot next = KnowledgeSnapshot.open(output);
          Qklm qklm = Qklm.open(ModelBundle.bundled(), next, QklmOptions.defaults())) {
        Enrichment enriched = (Enrichment) qklm.enrich(List.of(Document.of("n", text))).get(0);
        assertThat(linked(enriched)).as(enriched.entities().toString()).contains("new");
      }
    }
  }

  private KnowledgeSnapshot next(KnowledgeSnapshot first) throws IOException {
    Path output = folder.resolve("next");
    try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 1)) {
      new DeltaBuild(first, DeltaBuild.Options.after(first, output), embedder, Steps.NONE)
          .run(
              List.of(
                  KnowledgeUpdateReader.readRecord(
                      "zorblat",
                      """
                      {"id": "zorblat", "labels": {"en": "Zorblat Industries"}, "kind": "ORG",
                       "descriptions": {"en": "firm with an office in Berlin"}}""")));
    }
    return KnowledgeSnapshot.openNext(output, KnowledgeSnapshot.Options.defaults(), first);
  }

  private static Enrichment enrich(Qklm engine) {
    return (Enrichment) engine.enrich(List.of(NEWS)).get(0);
  }

  private static List<String> linked(Enrichment enrichment) {
    return enrichment.entities().stream()
        .flatMap(entity -> entity.entityId().stream())
        .map(EntityId::value)
        .distinct()
        .toList();
  }
}
