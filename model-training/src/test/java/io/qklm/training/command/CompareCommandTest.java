package io.qklm.training.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.measure.Resamples;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.run.RunDigests;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompareCommandTest {

  private static final Path RELEASED = Path.of("configurations", "knowledge.json");

  @TempDir private Path folder;

  @BeforeEach
  void writeConfiguration() throws IOException {
    Files.copy(RELEASED, folder.resolve("run.json"));
  }

  private void edit(String from, String to) throws IOException {
    Path file = folder.resolve("run.json");
    String before = Files.readString(file);
    assertThat(before).contains(from);
    Files.writeString(file, before.replace(from, to));
  }

  private String[] arguments(String... more) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(
                "--config",
                folder.resolve("run.json").toString(),
                "--data",
                folder.toString(),
                "--checkpoints",
                folder.toString(),
                "--seeds",
                "1",
                "--conditions",
                "OFF",
                "--max-minutes",
                "0"),
            java.util.stream.Stream.of(more))
        .toArray(String[]::new);
  }

  /** What the command says of an error; empty if it ends well. */
  private String complaint() {
    StringWriter words = new StringWriter();
    CommandLine command = new CommandLine(new CompareCommand());
    command.setErr(new PrintWriter(words));
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          line.getErr().println(failure.getMessage());
          return 1;
        });
    command.execute(arguments());
    return words.toString();
  }

  /** Writes figures as the run that the configuration is now would. */
  private void writeFigures() throws IOException {
    RunOptions options = new RunOptions();
    new CommandLine(
            CommandLine.Model.CommandSpec.create()
                .addMixin("o", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
        .parseArgs("--config", folder.resolve("run.json").toString(), "--data", folder.toString());
    TrainingConfiguration run =
        CompareCommand.Condition.OFF.of(
            TrainingConfiguration.tree(options.config()), 1, options.config());
    RunDigests digests = new Digesting(options).of(run);
    Path figures = folder.resolve(run.name()).resolve("figures.json");
    Files.createDirectories(figures.getParent());
    new FigureFile(figures)
        .write(digests, Map.of("F1", new Resamples(50, List.of(49.0, 50.0, 51.0))));
  }

  @Test
  void figuresOfTheSameConfigurationArePrinted() throws IOException {
    writeFigures();
    assertThat(complaint()).isEmpty();
  }

  @Test
  void figuresOfAnEditedConfigurationAreRefused() throws IOException {
    writeFigures();
    edit("\"dropout\": 0.1", "\"dropout\": 0.2");
    assertThat(complaint())
        .contains("figures.json is of another run: it was made with another configuration")
        .contains("delete its folder to train anew");
  }

  @Test
  void figuresOfEditedDataAreRefused() throws IOException {
    writeFigures();
    String file = TrainingConfiguration.read(RELEASED).evaluations().get(0).file();
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), "changed");
    assertThat(complaint()).contains("made with another data");
  }

  @Test
  void figuresThatDoNotSayWhatTheyAreOfAreRefused() throws IOException {
    writeFigures();
    Path figures = folder.resolve("knowledge-off-1").resolve("figures.json");
    Files.writeString(figures, "{\"F1\": {\"value\": 50, \"values\": [50]}}");
    assertThat(complaint()).contains("does not say what configuration and data it was made with");
  }

  @Test
  void aNoteOrAnotherLayoutMakesNoOtherRun() throws IOException {
    writeFigures();
    edit("  \"", "     \"");
    edit("What knowledge adds", "Edited");
    assertThat(complaint()).isEmpty();
  }
}
