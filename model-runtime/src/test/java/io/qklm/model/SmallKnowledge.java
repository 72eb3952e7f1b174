package io.qklm.model;

import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.build.KnowledgeBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A dozen entities with a few traps, built with the real encoder. */
final class SmallKnowledge {

  private static final String ENTITIES =
      """
      {"id":"Q64","labels":{"en":"Berlin","zh":"柏林"},"descriptions":{"en":"capital and largest city of Germany"},"kind":"LOC","rank":0.9}
      {"id":"Q183","labels":{"en":"Germany"},"aliases":{"en":["German"]},"descriptions":{"en":"country in Central Europe"},"kind":"LOC","rank":0.95}
      {"id":"Q90","labels":{"en":"Paris"},"descriptions":{"en":"capital and largest city of France"},"kind":"LOC","rank":0.95}
      {"id":"Q830149","labels":{"en":"Paris"},"descriptions":{"en":"city in Lamar County, Texas, United States of America"},"kind":"LOC","rank":0.9}
      {"id":"Q312","labels":{"en":"Apple Inc."},"aliases":{"en":["Apple"]},"descriptions":{"en":"American technology company that makes the iPhone and computers"},"kind":"ORG","rank":0.8}
      {"id":"Q89","labels":{"en":"apple"},"descriptions":{"en":"edible fruit of the apple tree, grown in orchards"},"kind":"OTHER","rank":0.5}
      {"id":"Q567","labels":{"en":"Angela Merkel"},"descriptions":{"en":"German politician, Chancellor of Germany from 2005 to 2021"},"kind":"PER","rank":0.7}
      {"id":"Q41483","labels":{"en":"São Paulo"},"descriptions":{"en":"largest city of Brazil"},"kind":"LOC","rank":0.7}
      """;

  private static final String FACTS =
      """
      Q183\tP36\tentity\tQ64\t
      Q64\tP1082\tquantity\t3677472\t
      Q567\tP569\ttime\t1954-07-17\t11
      """;

  private static final String RELATIONS =
      """
      P36\tcapital\t首都\tP1376
      P1082\tpopulation\t\t
      P569\tdate of birth\t\t
      """;

  private SmallKnowledge() {}

  static KnowledgeSnapshot build(Path folder) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(source.resolve("entities.jsonl"), ENTITIES);
    Files.writeString(source.resolve("facts.tsv"), FACTS);
    Files.writeString(source.resolve("relations.tsv"), RELATIONS);
    Path output = folder.resolve("knowledge");
    try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 2)) {
      new KnowledgeBuild(
              KnowledgeBuild.Options.into(output, 1),
              embedder,
              Optional.empty(),
              BuildProgress.SILENT)
          .run(List.of(new JsonlSource(source)));
    }
    return KnowledgeSnapshot.open(output);
  }
}
