package io.qklm.flink.sql;

import io.qklm.kg.source.JsonlSource;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.KnowledgeBuild;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Four entities as a real snapshot. */
final class TestKnowledge {

  private TestKnowledge() {}

  /** Builds it; gives its folder. */
  static Path build(Path parent) throws IOException {
    Path entities = Files.createDirectories(parent.resolve("entities"));
    Files.writeString(
        entities.resolve("entities.jsonl"),
        """
        {"id": "Q64", "labels": {"en": "Berlin"}, "descriptions": {"en": "capital of Germany"}, "types": ["city"], "kind": "LOC", "rank": 0.9}
        {"id": "Q183", "labels": {"en": "Germany"}, "descriptions": {"en": "country in Europe"}, "types": ["country"], "kind": "LOC", "rank": 0.95}
        {"id": "Q567", "labels": {"en": "Angela Merkel"}, "aliases": {"en": ["Merkel"]}, "descriptions": {"en": "German politician"}, "types": ["human"], "kind": "PER", "rank": 0.8}
        {"id": "Q312", "labels": {"en": "Apple"}, "descriptions": {"en": "American technology company"}, "types": ["company"], "kind": "ORG", "rank": 0.9}
        """);
    Files.writeString(
        entities.resolve("facts.tsv"),
        """
        Q64\tcountry\tentity\tQ183\t
        Q183\tcapital\tentity\tQ64\t
        """);
    Path knowledge = parent.resolve("knowledge");
    try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.bundled(), 2)) {
      new KnowledgeBuild(
              KnowledgeBuild.Options.into(knowledge, 7),
              embedder,
              Optional.empty(),
              BuildProgress.SILENT)
          .run(List.of(new JsonlSource(entities)));
    }
    return knowledge;
  }
}
