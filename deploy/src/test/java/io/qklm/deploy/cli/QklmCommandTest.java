package io.qklm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.source.catalog.KnowledgeFormat;
import java.nio.file.Files;
import java.nio.file.Path;
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
    assertThat(terminal.err()).startsWith("qklm: name a command: demo, run, enrich, answer or kg");
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
                + " manifest.json, the word zero-shot for the published encoder alone, or leave out"
                + " --model");
  }

  @Test
  void anUnknownFormatListsTheKnownOnes(@TempDir Path folder) {
    assertThat(
            terminal.run(
                "kg", "build", "--source", "jsnol=x", "--output", folder.resolve("k").toString()))
        .isEqualTo(2);
    assertThat(terminal.err()).contains("jsnol").contains("jsonl").contains("dbpedia");
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
