package io.qklm.deploy.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A handful of entities in the interchange form. */
final class SmallKnowledge {

  private SmallKnowledge() {}

  /** Writes the files; gives their folder. */
  static Path write(Path parent) throws IOException {
    Path folder = Files.createDirectories(parent.resolve("entities"));
    Files.writeString(
        folder.resolve("entities.jsonl"),
        """
        {"id": "Q64", "labels": {"en": "Berlin"}, "descriptions": {"en": "capital of Germany"}, "types": ["city"], "kind": "LOC", "rank": 0.9}
        {"id": "Q183", "labels": {"en": "Germany", "zh": "德国"}, "descriptions": {"en": "country in Europe"}, "types": ["country"], "kind": "LOC", "rank": 0.95}
        {"id": "Q567", "labels": {"en": "Angela Merkel"}, "aliases": {"en": ["Merkel"]}, "descriptions": {"en": "German politician"}, "types": ["human"], "kind": "PER", "rank": 0.8}
        {"id": "Q312", "labels": {"en": "Apple"}, "descriptions": {"en": "American technology company"}, "types": ["company"], "kind": "ORG", "rank": 0.9}
        """);
    Files.writeString(
        folder.resolve("facts.tsv"),
        """
        Q64\tP17\tentity\tQ183\t
        Q183\tP36\tentity\tQ64\t
        Q64\tP1082\tquantity\t3677472\t
        Q64\tP1082\tquantity\t3274016\t
        Q64\tP2046\tquantity\t891.70\tQ712226
        Q64\tP571\ttime\t1237-01-01\t9
        """);
    Files.writeString(
        folder.resolve("relations.tsv"),
        """
        P17\tcountry\t\t
        P36\tcapital\t\t
        P1082\tpopulation\t人口\t
        P2046\tarea\t\t
        P571\tinception\t\t
        """);
    return folder;
  }
}
