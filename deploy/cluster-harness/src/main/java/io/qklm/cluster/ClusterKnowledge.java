package io.qklm.cluster;

import io.qklm.kg.source.KnowledgeFormat;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.KnowledgeBuild;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A small snapshot of what the sample news speaks of, built as any other. */
public final class ClusterKnowledge {

  /** The number of its epoch. */
  public static final long EPOCH = 1;

  private static final String ENTITIES =
      """
      {"id": "k:Indonesia", "labels": {"en": "Indonesia"}, "descriptions": {"en": "country in Asia"}, "kind": "LOC", "rank": 0.9}
      {"id": "k:Java_island", "labels": {"en": "Java"}, "descriptions": {"en": "island of Indonesia"}, "kind": "LOC", "rank": 0.7}
      {"id": "k:Java_language", "labels": {"en": "Java"}, "descriptions": {"en": "programming language"}, "kind": "MISC", "rank": 0.8}
      {"id": "k:Oracle", "labels": {"en": "Oracle"}, "descriptions": {"en": "maker of software"}, "kind": "ORG", "rank": 0.8}
      {"id": "k:Tokyo", "labels": {"en": "Tokyo"}, "descriptions": {"en": "capital of Japan"}, "kind": "LOC", "rank": 0.9}
      {"id": "k:Berlin", "labels": {"en": "Berlin"}, "descriptions": {"en": "capital of Germany"}, "kind": "LOC", "rank": 0.9}
      {"id": "k:London", "labels": {"en": "London"}, "descriptions": {"en": "capital of the United Kingdom"}, "kind": "LOC", "rank": 0.9}
      {"id": "k:Paris", "labels": {"en": "Paris"}, "descriptions": {"en": "capital of France"}, "kind": "LOC", "rank": 0.9}
      {"id": "k:World_Bank", "labels": {"en": "World Bank"}, "descriptions": {"en": "lender to countries"}, "kind": "ORG", "rank": 0.8}
      {"id": "k:United_Nations", "labels": {"en": "United Nations"}, "descriptions": {"en": "organisation of states"}, "kind": "ORG", "rank": 0.9}
      """;

  private ClusterKnowledge() {}

  /** Builds the snapshot into a new folder. */
  public static void build(Path folder) throws IOException {
    Path source = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "entities-");
    Files.writeString(source.resolve("entities.jsonl"), ENTITIES);
    try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.bundled(), 2)) {
      new KnowledgeBuild(
              KnowledgeBuild.Options.into(folder, EPOCH),
              embedder,
              Optional.empty(),
              BuildProgress.SILENT)
          .run(KnowledgeFormat.JSONL.sources(source));
    }
  }
}
