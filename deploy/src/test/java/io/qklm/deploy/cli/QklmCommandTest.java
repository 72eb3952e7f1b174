package io.qklm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.source.catalog.KnowledgeFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QklmCommandTest {

  private final CapturedTerminal terminal = new CapturedTerminal();

  @ParameterizedTest
  @ValueSource(strings = {"--help", "demo --help", "enrich --help", "kg --help", "kg build -h"})
  void helpGoesToTheOutput(String line) {
    assertThat(terminal.run(line.split(" "))).isZero();
    assertThat(terminal.out()).startsWith("Usage: qklm").doesNotContain("\u001b");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void theHelpOfABuildNamesEveryFormat() {
    assertThat(terminal.run("kg", "build", "--help")).isZero();
    assertThat(terminal.out()).contains(KnowledgeFormat.ids());
  }

  @Test
  void theVersionNamesCodeAndJava() {
    assertThat(terminal.run("--version")).isZero();
    assertThat(terminal.out()).startsWith("qklm 0.").contains("Java ");
  }

  @Test
  void noCommandIsWrongUsage() {
    assertThat(terminal.run()).isEqualTo(2);
    assertThat(terminal.err())
        .startsWith("qklm: name a command: demo, run, enrich, answer, kg or dead-letters");
  }

  @Test
  void aMisspeltCommandGetsASuggestion() {
    assertThat(terminal.run("enrihc")).isEqualTo(2);
    assertThat(terminal.err()).contains("enrihc").contains("Did you mean").contains("enrich");
  }

  @Test
  void aMisspeltOptionGetsASuggestion() {
    assertThat(terminal.run("enrich", "--input", "-", "--output", "-", "--knowlege", "x"))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("--knowlege").contains("--knowledge");
  }

  @Test
  void aMissingOptionIsNamed() {
    assertThat(terminal.run("enrich", "--input", "x.jsonl")).isEqualTo(2);
    assertThat(terminal.err()).contains("--output").contains("qklm enrich --help");
  }

  @Test
  void aMisspeltOptionIsNamedBesideTheMissingOne() {
    assertThat(terminal.run("run", "--topic", "x")).isEqualTo(2);
    assertThat(terminal.err()).contains("--input-topic").contains("Not understood here: --topic");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --bootstrap-server x --input-topic a --output-topic b => --bootstrap-servers",
        "enrich --inptu docs.jsonl --output out => --input",
        "enrich --inptu=docs.jsonl --output out => --input"
      })
  void aMisspeltOptionIsCorrectedWhereARequiredOneIsMissing(String line) {
    String[] parts = line.split(" => ");
    assertThat(terminal.run(parts[0].split(" "))).isEqualTo(2);
    assertThat(terminal.err()).contains("did you mean").contains(parts[1]);
  }

  @Test
  void theHelpNamesTrainingToo() {
    assertThat(terminal.run("--help")).isZero();
    assertThat(terminal.out()).contains("qklm train").contains("evaluate");
  }

  @Test
  void aMissingModelIsToldBeforeAnythingIsBuilt() {
    assertThat(
            terminal.run(
                "run",
                "--bootstrap-servers=127.0.0.1:1",
                "--input-topic=a",
                "--output-topic=b",
                "--model=/nowhere"))
        .isEqualTo(1);
    assertThat(terminal.err())
        .isEqualToIgnoringNewLines(
            "qklm: there is no model folder '/nowhere'; name one that holds a bundle's"
                + " manifest.json, the word zero-shot for the published encoder alone, the word"
                + " large for the large network for names, or leave out --model");
  }

  @Test
  void aModelThatIsNotThereToFetchIsTold() {
    assertThat(terminal.run("model", "fetch", "huge")).isEqualTo(1);
    assertThat(terminal.err()).contains("there is no model 'huge' to fetch; there is one, large");
    assertThat(terminal.run("model")).isEqualTo(2);
    assertThat(terminal.err()).contains("'qklm model' needs a command: fetch");
  }

  @Test
  void anUnknownFormatListsTheKnownOnes(@TempDir Path folder) {
    assertThat(
            terminal.run(
                "kg", "build", "--source", "jsnol=x", "--output", folder.resolve("k").toString()))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("jsnol").contains("jsonl").contains("dbpedia");
  }

  private int dryRun(Path folder, String entities, String... more) throws Exception {
    Path file = Files.writeString(folder.resolve("entities.jsonl"), entities);
    List<String> arguments = new ArrayList<>(List.of("kg", "build", "--dry-run"));
    arguments.addAll(List.of("--source", "jsonl=" + file));
    arguments.addAll(List.of(more));
    return terminal.run(arguments.toArray(String[]::new));
  }

  @Test
  void aBuildThatSkippedMoreThanAShareEndsWithOneAndSaysSoLast(@TempDir Path folder)
      throws Exception {
    String whole = "{\"id\": \"a\", \"label\": \"Alder Yard\"}\n".repeat(30);
    assertThat(dryRun(folder, whole)).isZero();
    assertThat(dryRun(folder, whole + "{\"id\": \"b\"}\n")).isEqualTo(1);
    assertThat(terminal.err().lines().reduce((first, last) -> last).orElse(""))
        .contains("1 of 31 records were skipped (3.2%, and 1% may be)", "--max-skipped PERCENT");
    assertThat(dryRun(folder, whole + "{\"id\": \"b\"}\n", "--max-skipped", "4")).isZero();
    assertThat(dryRun(folder, whole, "--max-skipped", "101")).isEqualTo(2);
  }

  @Test
  void aSourceThatEndsTooEarlyEndsABuildWithOneUnlessItIsAllowed(@TempDir Path folder)
      throws Exception {
    String item = "{\"type\":\"item\",\"id\":\"Q%d\",\"labels\":{\"en\":{\"value\":\"x\"}}},\n";
    StringBuilder dump = new StringBuilder("[\n");
    for (int i = 0; i < 200; i++) {
      dump.append(item.formatted(i + 1));
    }
    Path file = Files.writeString(folder.resolve("dump.json"), dump);
    String source = "wikidata=" + file;
    assertThat(terminal.run("kg", "build", "--dry-run", "--source", source)).isEqualTo(1);
    assertThat(terminal.err()).contains("it was cut short", "--allow-incomplete");
    assertThat(terminal.run("kg", "build", "--dry-run", "--source", source, "--allow-incomplete"))
        .isZero();
  }

  @Test
  void tablesAreRefusedInASentence(@TempDir Path folder) throws Exception {
    Path table = Files.writeString(folder.resolve("cities.csv"), "id,name\nc1,Holm\n");
    String output = folder.resolve("k").toString();
    for (String format : List.of("csv", "jsonl")) {
      int code =
          terminal.run(
              "kg", "build", "--dry-run", "--source", format + "=" + table, "--output", output);
      assertThat(code).isEqualTo(format.equals("csv") ? 2 : 1);
      assertThat(terminal.err()).contains("one JSON object a line").doesNotContain("\tat ");
    }
  }

  @Test
  void aMissingKnowledgeFolderIsASentence(@TempDir Path folder) {
    Path missing = folder.resolve("nothing-here");
    assertThat(terminal.run("kg", "inspect", missing.toString())).isEqualTo(1);
    assertThat(terminal.err()).contains(missing.toString()).hasLineCount(1).doesNotContain("\tat ");
  }

  @Test
  void aMissingModelFolderIsASentence(@TempDir Path folder) throws Exception {
    Path entities = Files.writeString(folder.resolve("entities.jsonl"), "");
    assertThat(
            terminal.run(
                "kg",
                "build",
                "--source",
                "jsonl=" + entities,
                "--output",
                folder.resolve("k").toString(),
                "--model",
                folder.resolve("no-model").toString()))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("no-model").contains("--model").hasLineCount(1);
  }

  @Test
  void aMissingInputFileIsASentence(@TempDir Path folder) {
    Path missing = folder.resolve("docs.jsonl");
    assertThat(
            terminal.run(
                "enrich", "--input", missing.toString(), "--output", "-", "--knowledge", "x"))
        .isEqualTo(1);
    assertThat(terminal.err())
        .isEqualToIgnoringNewLines("qklm: there is no file '" + missing + "'");
  }

  @Test
  void theStackTraceComesWhenAskedFor(@TempDir Path folder) {
    assertThat(terminal.run("kg", "inspect", folder.resolve("nothing").toString(), "--stack-trace"))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("\tat io.qklm");
  }
}
