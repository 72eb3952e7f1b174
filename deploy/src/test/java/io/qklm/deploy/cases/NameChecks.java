package io.qklm.deploy.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What must be named and linked in the shared cases of the engine. */
final class NameChecks {

  private final Map<String, Consumer<List<EnrichedCase>>> checks = new LinkedHashMap<>();

  private NameChecks() {}

  private void check(String name, Consumer<List<EnrichedCase>> check) {
    checks.put(name, check);
  }

  /** A case by the name of its folder, and what must hold of its documents. */
  static Map<String, Consumer<List<EnrichedCase>>> all() {
    NameChecks all = new NameChecks();
    all.fill();
    return all.checks;
  }

  private void fill() {
    check(
        "100-emoji-offsets",
        docs -> assertThat(docs.get(0).labels()).contains("Berlin", "Paris", "Angela Merkel"));
    check(
        "101-all-caps-headline",
        docs -> {
          assertThat(docs.get(0).names()).contains("ANGELA MERKEL", "NATO", "Berlin", "Germany");
          assertThat(docs.get(0).names()).doesNotContain("MEET", "AS", "TALKS");
          assertThat(docs.get(1).names()).contains("APPLE", "CALIFORNIA").doesNotContain("OVER");
        });
    check(
        "102-lower-case",
        docs -> {
          assertThat(docs.get(0).labels())
              .isSubsetOf("Berlin", "Germany", "Barack Obama", "Angela Merkel");
          assertThat(docs.get(0).summary()).hasSizeGreaterThan(1);
        });
    check(
        "104-accents-nfd",
        docs -> {
          for (EnrichedCase one : docs) {
            assertThat(one.labels()).contains("Brazil", "São Paulo", "Zürich");
          }
          assertThat(docs.get(1).labels()).isEqualTo(docs.get(0).labels());
        });
    check(
        "105-nbsp-thin-spaces",
        docs ->
            assertThat(docs.get(0).labels())
                .contains("New York City", "United Nations", "Angela Merkel", "Hong Kong"));
    check(
        "107-ligatures-fullwidth",
        docs -> assertThat(docs.get(0).labels()).contains("Pacific Ocean", "Microsoft"));
    check(
        "108-cp1252-controls",
        docs -> assertThat(docs.get(0).names()).contains("Germany", "Angela Merkel", "Berlin"));
    check(
        "109-months-names",
        docs -> {
          assertThat(docs.get(0).type("Theresa May")).isEqualTo("PER");
          assertThat(docs.get(0).names())
              .doesNotContain("March", "August", "Friday", "April", "Sunday", "June");
        });
    check(
        "111-hashtags",
        docs ->
            assertThat(docs.get(0).names())
                .contains("Angela Merkel")
                .doesNotContain("Paris", "@BarackObama", "BarackObama", "#Berlin"));
    check(
        "112-html-remnants",
        docs -> {
          assertThat(docs.get(0).labels()).contains("Paris", "Angela Merkel", "France");
          assertThat(docs.get(0).names()).doesNotContain("China", "Washington", "nbsp", "amp");
          assertThat(docs.get(0).summaryText()).doesNotContain("<", "&amp;", "Share on");
        });
    check(
        "113-tables",
        docs -> {
          assertThat(docs.get(0).names()).contains("Germany", "France", "Spain", "Italy");
          assertThat(docs.get(0).names()).allMatch(name -> !name.contains("\n"));
        });
    check(
        "114-acronyms",
        docs -> {
          assertThat(docs.get(0).labels())
              .contains("World Health Organization", "United States", "European Union");
          assertThat(docs.get(0).names()).doesNotContain("IT", "who", "us", "it", "or", "in");
        });
    check(
        "116-nested-names",
        docs ->
            assertThat(docs.get(0).names())
                .contains("Bank of America", "European Central Bank")
                .doesNotContain("America", "New York", "London", "London Bridge"));
    check(
        "118-initials-titles",
        docs ->
            assertThat(docs.get(0).names())
                .contains("J. K. Rowling", "George W. Bush", "Martin Luther King Jr.", "Dr. Seuss")
                .doesNotContain("Mr", "Mr.", "President", "Sir"));
    check(
        "119-dateline",
        docs -> {
          assertThat(docs.get(0).type("BERLIN")).isEqualTo("LOC");
          assertThat(docs.get(0).type("LONDON")).isEqualTo("LOC");
          assertThat(docs.get(0).type("Reuters")).isEqualTo("ORG");
          assertThat(docs.get(0).type("AP")).isIn("ORG", "");
          assertThat(docs.get(0).summary().get(0)).startsWith("Germany will raise");
        });
    check(
        "121-hyphens",
        docs -> {
          assertThat(docs.get(0).label("Rio de Janeiro")).isEqualTo("Rio de Janeiro");
          assertThat(docs.get(0).label("Paris")).isEqualTo("Paris");
          assertThat(docs.get(0).names()).contains("Coca-Cola").doesNotContain("Coburg");
        });
    check(
        "122-title-case-headline",
        docs -> {
          assertThat(docs.get(0).names()).contains("Apple", "China");
          assertThat(docs.get(0).names())
              .doesNotContain("Record", "Profits", "Sales", "Rise", "As");
        });
    check(
        "123-very-long",
        docs -> {
          assertThat(docs).filteredOn(one -> one.text().length() < 100_000).isNotEmpty();
          for (EnrichedCase one : docs) {
            boolean longer = one.text().codePointCount(0, one.text().length()) > 100_000;
            assertThat(one.result().path("truncated").asBoolean()).isEqualTo(longer);
          }
        });
    check("124-no-spaces", docs -> assertThat(docs).noneMatch(EnrichedCase::rejected));
    check(
        "125-mixed-scripts",
        docs -> assertThat(docs.get(0).labels()).contains("Angela Merkel", "Beijing"));
    check(
        "127-quotes-brackets",
        docs -> {
          assertThat(docs.get(0).names()).contains("Apple", "Google", "Microsoft", "Siemens");
          assertThat(docs.get(0).names()).noneMatch(name -> name.matches("^\\W.*|.*[\\])\"”»’]$"));
        });
    check(
        "128-nationalities-languages",
        docs ->
            assertThat(docs.get(0).entities())
                .allMatch(entity -> !entity.type().equals("PER") && !entity.type().equals("ORG")));
    check(
        "145-person-surname",
        docs ->
            assertThat(docs.get(0).labels())
                .contains("Barack Obama", "Vladimir Putin", "Angela Merkel")
                .allMatch(
                    label ->
                        List.of("Barack Obama", "Vladimir Putin", "Angela Merkel", "Moscow")
                            .contains(label)));
    check(
        "147-numbers-brands",
        docs -> assertThat(docs.get(0).names()).noneMatch(name -> name.matches("[\\d/]+")));
    check(
        "149-possessive-initial-sentence",
        docs -> assertThat(docs.get(0).names()).contains("Germany", "Google", "Obama"));
    check(
        "153-washington-dateline",
        docs -> {
          assertThat(docs.get(0).label("WASHINGTON")).isEqualTo("Washington, D.C.");
          assertThat(docs.get(1).label("WASHINGTON")).isEqualTo("Washington, D.C.");
          assertThat(docs.get(2).label("MOSCOW")).isEqualTo("Moscow");
        });
    check(
        "155-type-entity-agree",
        docs ->
            assertThat(docs.get(0).entities())
                .allMatch(
                    one ->
                        one.label().isEmpty()
                            || !List.of("George Washington", "Barcelona", "Liverpool")
                                .contains(one.label().get())
                            || List.of("PER", "LOC").contains(one.type()))
                .noneMatch(
                    one ->
                        one.type().equals("MISC")
                            && one.label().equals(Optional.of("Apple Inc."))));
    check(
        "156-mr-sir-alone",
        docs ->
            assertThat(docs.get(0).names())
                .doesNotContain("Mr", "Sir", "Mrs", "President", "Judge"));
    check(
        "164-german",
        docs ->
            assertThat(docs.get(0).names())
                .contains("Angela Merkel", "Berlin")
                .doesNotContain("Bank", "Halle", "Schloss"));
    check(
        "165-french", docs -> assertThat(docs.get(0).labels()).contains("Angela Merkel", "Paris"));
    check(
        "166-epithets",
        docs ->
            assertThat(docs.get(0).entities())
                .noneMatch(one -> one.type().equals("PER") || one.type().equals("MISC")));
    check(
        "167-product-in-sentence",
        docs -> {
          assertThat(docs.get(0).label("Shell")).isIn("Royal Dutch Shell", "Shell plc", "");
          assertThat(docs.get(0).label("Ford")).isEqualTo("Ford Motor Company");
          assertThat(docs.get(0).labels()).contains("Nigeria", "France", "Canada");
        });
  }
}
