package io.qklm.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A handful of entities, two of them of one name. */
final class SmallKnowledge {

  private SmallKnowledge() {}

  /** Writes the files; gives their folder. */
  static Path write(Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("entities"));
    Files.writeString(
        folder.resolve("entities.jsonl"),
        """
        {"id": "Q64", "labels": {"en": "Berlin"}, "descriptions": {"en": "capital of Germany"}, "kind": "LOC", "rank": 0.9}
        {"id": "Q821244", "labels": {"en": "Berlin"}, "descriptions": {"en": "town in Maryland"}, "kind": "LOC", "rank": 0.3}
        {"id": "Q183", "labels": {"en": "Germany"}, "descriptions": {"en": "country in Europe"}, "kind": "LOC", "rank": 0.95}
        {"id": "Q567", "labels": {"en": "Angela Merkel"}, "descriptions": {"en": "German politician"}, "kind": "PER", "rank": 0.8}
        {"id": "Q30", "labels": {"en": "United States"}, "aliases": {"en": ["American"]}, "descriptions": {"en": "country in North America"}, "kind": "LOC", "rank": 0.95}
        """);
    Files.writeString(folder.resolve("facts.tsv"), "Q64\tP1082\tquantity\t3677472\t\n");
    Files.writeString(folder.resolve("relations.tsv"), "P1082\tpopulation\t\t\n");
    return folder;
  }
}
