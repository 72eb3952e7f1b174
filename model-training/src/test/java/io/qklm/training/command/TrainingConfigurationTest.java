package io.qklm.training.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.qklm.training.configuration.TrainingConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingConfigurationTest {

  private static final Path RELEASED = Path.of("configurations", "ner.json");

  @TempDir Path folder;

  private TrainingConfiguration changed(String from, String to) throws IOException {
    String text = Files.readString(RELEASED);
    assertThat(text).contains(from);
    return TaskKinds.read(Files.writeString(folder.resolve("run.json"), text.replace(from, to)));
  }

  @Test
  void theConfigurationInTheRepositoryIsAPlan() throws Exception {
    TrainingConfiguration run = TaskKinds.read(RELEASED);
    assertThat(run.plan().schedule().total()).isEqualTo(run.steps());
    assertThat(run.tasks().get(0).data()).hasSize(2);
  }

  @Test
  void everyConfigurationInTheRepositoryIsAPlan() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("configurations"))) {
      for (Path file : files.toList()) {
        TrainingConfiguration run = TaskKinds.read(file);
        assertThat(run.plan().precision()).isNotNull();
        assertThat(run.name() + ".json").isEqualTo(file.getFileName().toString());
      }
    }
  }

  @Test
  void everyFileThatAConfigurationNamesIsThere() throws Exception {
    String named = System.getProperty("qklm.data", System.getenv("QKLM_DATA"));
    Path data = named == null ? Path.of("..", "..", "shared", "data") : Path.of(named);
    assumeThat(data).as("the public data sets, see docs/training.md").isDirectory();
    try (Stream<Path> files = Files.list(Path.of("configurations"))) {
      for (Path file : files.toList()) {
        TrainingConfiguration run = TaskKinds.read(file);
        Stream.concat(
                run.tasks().stream().flatMap(t -> t.data().stream()), run.evaluations().stream())
            .forEach(set -> assertThat(data.resolve(set.file())).as(file.toString()).exists());
      }
    }
  }

  @Test
  void whatCannotBeUsedIsNamed() {
    assertThatThrownBy(() -> changed("\"steps\"", "\"stepps\"")).hasMessageContaining("'steps'");
    assertThatThrownBy(() -> changed("\"kind\": \"annotate\"", "\"kind\": \"annote\""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "unknown kind 'annote' of a task, expected one of [annotate, salience, answer, masked,"
                + " relations]");
    assertThatThrownBy(
            () -> changed("\"kind\": \"annotate\"", "\"kind\": \"masked\", \"headlines\": 1"))
        .hasMessageContaining(
            "task 'ner' has the option 'headlines', which tasks of the kind masked do not have;"
                + " they have [hidden]");
    assertThatThrownBy(() -> changed("\"kind\": \"annotate\"", "\"kind\": \"relations\""))
        .hasMessageContaining("has 2 sets; a task of the kind relations learns from one");
    assertThatThrownBy(() -> changed("\"maxTokens\": 128", "\"maxTokens\": 4"))
        .hasMessageContaining("maxTokens is 4; it must be from 8 to 512");
    assertThatThrownBy(() -> changed("\"batchTokens\"", "\"base\": \"elmo\", \"batchTokens\""))
        .hasMessageContaining(
            "unknown base model 'elmo', expected one of [minilm-l6, bert-base-cased]");
    assertThatThrownBy(() -> changed("bfloat16", "int3").plan())
        .hasMessageContaining("unknown precision 'int3', expected one of [float32, bfloat16]");
    assertThatThrownBy(() -> TaskKinds.read(folder.resolve("none.json")))
        .hasMessageContaining("none.json does not exist");
  }

  @Test
  void changesOfTextsThatWereOptionsOnceAreNamedWithWhatTookTheirPlace() {
    assertThatThrownBy(() -> changed("\"weight\": 1", "\"weight\": 1, \"headlines\": 0.1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("\"rewriting\": [{\"kind\": \"headlines\"}]");
    assertThatThrownBy(
            () ->
                changed(
                    "\"weight\": 1",
                    "\"weight\": 1, \"rewriting\": [{\"kind\": \"headline\", \"share\": 1}]"))
        .hasMessageContaining("headline")
        .hasMessageContaining("country-words")
        .hasMessageContaining("headlines");
    assertThatThrownBy(
            () ->
                changed(
                    "\"weight\": 1",
                    "\"weight\": 1, \"rewriting\": [{\"kind\": \"headlines\", \"share\": 2}]"))
        .hasMessageContaining("the share of texts that begin in capitals is 2.0");
  }
}
