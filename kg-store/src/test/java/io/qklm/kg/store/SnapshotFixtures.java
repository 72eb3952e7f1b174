package io.qklm.kg.store;

import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.store.build.BuildReport;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.kg.store.build.VectorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A small body of knowledge, made up for these tests, and snapshots of it. */
public final class SnapshotFixtures {

  public static final int DIMENSION = 16;
  public static final VectorOptions VECTORS = VectorOptions.defaults().withBytes(4);

  private SnapshotFixtures() {}

  /** Writes the interchange form into {@code folder}. */
  public static Path knowledge(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("entities.jsonl"),
        """
        {"id":"Q64","labels":{"en":"Berlin","zh":"柏林"},"aliases":{"en":["Berlin, Germany","Capital of Germany"]},"descriptions":{"en":"capital of Germany"},"types":["City","Place"],"kind":"LOC","rank":0.9}
        {"id":"Q183","label":"Germany","aliases":["Federal Republic of Germany"],"kind":"LOC","rank":0.95}
        {"id":"Q821244","labels":{"en":"Berlin","de":"Berlin"},"descriptions":{"en":"city in New Hampshire"},"kind":"LOC","rank":0.3}
        {"id":"Q567","labels":{"en":"Angela Merkel"},"kind":"PER","rank":0.8,"descriptions":{"en":"German politician"}}
        {"id":"dbr:Mercury_(planet)","label":"Mercury (planet)","kind":"LOC"}
        {"id":"Q1","labels":{"fr":"univers"},"aliases":{"en":["cosmos"]},"descriptions":{"de":"alles"}}
        """);
    Files.writeString(
        folder.resolve("facts.tsv"),
        """
        Q64\tP17\tentity\tQ183\t
        Q64\tP1082\tquantity\t3677472\t
        Q64\tP625\tcoordinate\t52.5166,13.3833\t
        Q64\tP571\ttime\t1237-01-01\t9
        Q64\tP1549\tstring\tBerliner\ten
        Q64\tP17\tentity\tQ183\t
        Q183\tP36\tentity\tQ64\t
        Q567\tP19\tentity\tQ1055\t
        Q567\tP27\tentity\tQ183\t
        Q999999\tP17\tentity\tQ183\t
        """);
    Files.writeString(
        folder.resolve("aliases.tsv"),
        """
        Berlin\tQ64\t30\tcounted
        berlin\tQ64\t5\tcounted
        Berlin\tQ821244\t5\tcounted
        Bundeskanzlerin\tQ567\t0.4\tguessed
        Spree-Athen\tQ404\t2\tcounted
        """);
    Files.writeString(
        folder.resolve("relations.tsv"),
        """
        P17\tcountry\t国家\t
        P36\tcapital\t首都\tP1376
        """);
    Files.writeString(folder.resolve("credits.tsv"), "test knowledge\tCC0\tnobody\n");
    return folder;
  }

  public static KnowledgeBuild.Options options(Path output) {
    return KnowledgeBuild.Options.into(output, 1).withVectors(VECTORS);
  }

  public static BuildReport build(KnowledgeBuild.Options options, KnowledgeSource... sources)
      throws IOException {
    return new KnowledgeBuild(
            options, new HashEmbedder(DIMENSION), Optional.empty(), BuildProgress.SILENT)
        .run(List.of(sources));
  }

  /** Builds the small knowledge into {@code <folder>/snapshot}. */
  public static Path snapshot(Path folder) throws IOException {
    Path output = folder.resolve("snapshot");
    build(options(output), new JsonlSource(knowledge(folder.resolve("knowledge"))));
    return output;
  }
}
