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

/** Two countries with what people ask of them, built with the real encoder. */
final class AnswerKnowledge {

  private static final String ENTITIES =
      """
      {"id":"Q29","labels":{"en":"Spain"},"aliases":{"en":["Spanish"]},"descriptions":{"en":"country in south-western Europe"},"types":["Q6256"],"kind":"LOC","rank":0.95}
      {"id":"Q2807","labels":{"en":"Madrid"},"descriptions":{"en":"capital of Spain"},"types":["Q515"],"kind":"LOC","rank":0.9}
      {"id":"Q8818","labels":{"en":"Valencia"},"descriptions":{"en":"city in Spain"},"types":["Q515"],"kind":"LOC","rank":0.7}
      {"id":"Q1731","labels":{"en":"Dresden"},"descriptions":{"en":"city in Germany"},"types":["Q515"],"kind":"LOC","rank":0.7}
      {"id":"Q1726","labels":{"en":"München"},"descriptions":{"en":"city in Germany"},"types":["Q515"],"kind":"LOC","rank":0.8}
      {"id":"Q183","labels":{"en":"Germany"},"descriptions":{"en":"country in Central Europe"},"types":["Q6256"],"kind":"LOC","rank":0.95}
      {"id":"Q4916","labels":{"en":"euro"},"descriptions":{"en":"currency of the euro zone"},"types":["Q8142"],"kind":"MISC","rank":0.8}
      {"id":"Q1184","labels":{"en":"NATO"},"descriptions":{"en":"military alliance"},"kind":"ORG","rank":0.8}
      {"id":"Q9001","labels":{"en":"Mirabel Works"},"descriptions":{"en":"manufacturer of lamps"},"types":["Q4830453"],"kind":"ORG","rank":0.6}
      {"id":"Q9002","labels":{"en":"Rosa Quintana"},"descriptions":{"en":"founder of Mirabel Works"},"types":["Q5"],"kind":"PER","rank":0.5}
      """;

  private static final String FACTS =
      """
      Q29\tP36\tentity\tQ2807\t
      Q29\tP38\tentity\tQ4916\t
      Q29\tP463\tentity\tQ1184\t
      Q183\tP463\tentity\tQ1184\t
      Q2807\tP17\tentity\tQ29\t
      Q8818\tP17\tentity\tQ29\t
      Q1731\tP17\tentity\tQ183\t
      Q1726\tP17\tentity\tQ183\t
      Q2807\tP1082\tquantity\t3223334\t
      Q8818\tP1082\tquantity\t791413\t
      Q1731\tP1082\tquantity\t556227\t
      Q1726\tP1082\tquantity\t1488202\t
      Q9001\tP112\tentity\tQ9002\t
      Q9001\tP159\tentity\tQ8818\t
      Q9001\tP571\ttime\t1968-04-01\t10
      Q9002\tP19\tentity\tQ1731\t
      Q9002\tP569\ttime\t1941-02-11\t11
      """;

  private static final String RELATIONS =
      """
      P36\tcapital\t\tP1376
      P38\tcurrency\t\t
      P463\tmember of\t\t
      P17\tcountry\t\t
      P1082\tpopulation\t\t
      P112\tfounded by\t\t
      P159\theadquarters location\t\t
      P571\tinception\t\t
      P19\tplace of birth\t\t
      P569\tdate of birth\t\t
      """;

  private AnswerKnowledge() {}

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
