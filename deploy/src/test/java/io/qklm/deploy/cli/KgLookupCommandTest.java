package io.qklm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KgLookupCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static String source = "";
  private static Path knowledge = Path.of("");
  private static String built = "";

  @BeforeAll
  static void build() throws IOException {
    source = "jsonl=" + SmallKnowledge.write(folder);
    knowledge = folder.resolve("knowledge");
    CapturedTerminal terminal = new CapturedTerminal();
    int code =
        terminal.run("kg", "build", "--source", source, "--output", knowledge.toString(), "--json");
    assertThat(code).as(terminal.err()).isZero();
    built = terminal.out();
  }

  private static CapturedTerminal lookup(int expected, String... more) {
    List<String> all =
        new ArrayList<>(List.of("kg", "lookup", "berlin", "--knowledge", knowledge.toString()));
    all.addAll(List.of(more));
    CapturedTerminal terminal = new CapturedTerminal();
    assertThat(terminal.run(all.toArray(String[]::new))).as(terminal.err()).isEqualTo(expected);
    return terminal;
  }

  @Test
  void aBuildTellsScriptsWhatCameOfIt() throws IOException {
    JsonNode report = JSON.readTree(built);
    assertThat(report.get("entities").asInt()).isEqualTo(4);
    assertThat(report.get("folder").asText()).isEqualTo(knowledge.toString());
    assertThat(report.get("digest").asText()).hasSize(64);
  }

  @Test
  void aMisspeltNameGetsASuggestion() {
    CapturedTerminal terminal = new CapturedTerminal();
    assertThat(terminal.run("kg", "lookup", "Berln", "--knowledge", knowledge.toString()))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("is called 'Berln'").contains("did you mean 'Berlin'?");
  }

  @Test
  void aNameOfSeveralWordsNeedsNoQuotes() {
    CapturedTerminal terminal = new CapturedTerminal();
    assertThat(
            terminal.run("kg", "lookup", "Angela", "Merkel", "--knowledge", knowledge.toString()))
        .as(terminal.err())
        .isZero();
    assertThat(terminal.out()).contains("Q567");
  }

  @Test
  void factsReadAsAPersonWouldWriteThem() {
    assertThat(lookup(0, "--facts").out())
        .contains("  population: 3,677,472; 3,274,016\n")
        .contains("  area: 891.7 km²\n")
        .contains("  inception: 1237\n")
        .contains("Germany (Q183)");
  }

  @Test
  void factsOfOneRelationAreLookedUpByItsLabel() throws IOException {
    String text = lookup(0, "--relation", "Population").out();
    assertThat(text).contains("population: 3,677,472; 3,274,016").doesNotContain("area");

    JsonNode berlin = JSON.readTree(lookup(0, "--relation", "area", "--json").out());
    assertThat(berlin.at("/facts")).hasSize(1);
    JsonNode area = berlin.at("/facts/0/value");
    assertThat(area.get("value").asDouble()).isEqualTo(891.7);
    assertThat(area.get("unit").asText()).isEqualTo("Q712226");
    assertThat(area.get("si").asDouble()).isEqualTo(891_700_000);
    assertThat(area.get("siUnit").asText()).isEqualTo("m²");
  }

  @Test
  void aRelationThatIsNotThereIsASentence() {
    assertThat(lookup(2, "--relation", "populatio").err()).contains("did you mean 'population'?");
    assertThat(lookup(1, "--relation", "P36").err())
        .contains("nothing called 'berlin' has a fact of the relation 'P36'");
  }

  @Test
  void aDryRunSaysWhatSourcesHoldAndWritesNothing() throws IOException {
    Path output = folder.resolve("never");
    CapturedTerminal terminal = new CapturedTerminal();
    String[] command = {
      "kg", "build", "--source", source, "--output", output.toString(), "--dry-run", "--json"
    };
    assertThat(terminal.run(command)).as(terminal.err()).isZero();
    JsonNode found = JSON.readTree(terminal.out());
    assertThat(found.get("entityRecords").asInt()).isEqualTo(4);
    assertThat(found.get("facts").asInt()).isEqualTo(6);
    assertThat(found.get("problems").asInt()).isZero();
    assertThat(terminal.err()).contains("4 entity records, 6 facts, 5 relations");
    assertThat(output).doesNotExist();
  }

  @Test
  void aBuildNeedsAFolder() {
    CapturedTerminal terminal = new CapturedTerminal();
    assertThat(terminal.run("kg", "build", "--source", source)).isEqualTo(2);
    assertThat(terminal.err()).contains("--output DIR is needed, unless it is a --dry-run");
  }
}
