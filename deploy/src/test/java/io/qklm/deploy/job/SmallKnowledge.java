package io.qklm.deploy.job;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A few things that news of any year speaks of, as a real snapshot. */
public final class SmallKnowledge implements KnowledgeSource {

  private static final Map<String, EntityKind> THINGS =
      Map.ofEntries(
          Map.entry("United States", EntityKind.LOC),
          Map.entry("Japan", EntityKind.LOC),
          Map.entry("Germany", EntityKind.LOC),
          Map.entry("France", EntityKind.LOC),
          Map.entry("Indonesia", EntityKind.LOC),
          Map.entry("Brazil", EntityKind.LOC),
          Map.entry("London", EntityKind.LOC),
          Map.entry("New York", EntityKind.LOC),
          Map.entry("Tokyo", EntityKind.LOC),
          Map.entry("Paris", EntityKind.LOC),
          Map.entry("Berlin", EntityKind.LOC),
          Map.entry("Washington", EntityKind.LOC),
          Map.entry("Java", EntityKind.LOC),
          Map.entry("Oracle", EntityKind.ORG),
          Map.entry("Apache Kafka", EntityKind.MISC),
          Map.entry("European Community", EntityKind.ORG),
          Map.entry("United Nations", EntityKind.ORG),
          Map.entry("World Bank", EntityKind.ORG),
          Map.entry("Federal Reserve", EntityKind.ORG),
          Map.entry("OPEC", EntityKind.ORG),
          Map.entry("Ronald Reagan", EntityKind.PER),
          Map.entry("Angela Merkel", EntityKind.PER));

  public static void build(Path folder) throws IOException {
    try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 2)) {
      new KnowledgeBuild(
              KnowledgeBuild.Options.into(folder, 7),
              embedder,
              Optional.empty(),
              BuildProgress.SILENT)
          .run(List.of(new SmallKnowledge()));
    }
  }

  @Override
  public String description() {
    return "small test knowledge";
  }

  @Override
  public void readInto(KnowledgeSink sink) throws IOException {
    sink.relation(new Relation("population", Map.of("en", "population"), Optional.empty()));
    for (Map.Entry<String, EntityKind> thing : THINGS.entrySet()) {
      EntityId id = id(thing.getKey());
      sink.entity(
          new Entity(
              id,
              Map.of("en", thing.getKey()),
              Map.of(),
              Map.of("en", "what the news calls " + thing.getKey()),
              List.of(),
              thing.getValue(),
              0.5f));
      if (thing.getValue() == EntityKind.LOC) {
        sink.fact(
            new Fact(
                id,
                "population",
                new FactObject.Quantity(BigDecimal.valueOf(1_000_000), Optional.empty())));
      }
    }
  }

  private static EntityId id(String name) {
    return new EntityId("test:" + name.replace(' ', '_'));
  }
}
