package io.qklm.training.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.DataFiles;
import io.qklm.training.task.annotate.Annotator;
import io.qklm.training.task.annotate.SoftLabels;
import io.qklm.training.window.WindowEncoder;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what a run's network thinks of texts that nobody marked, for a student to learn. */
@Command(
    name = "soften",
    description =
        "Writes the shares of all labels for the words of texts, keyed by the texts' digests; started"
            + " again with the same output, it goes on.",
    mixinStandardHelpOptions = true)
public final class SoftenCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private RunOptions options = new RunOptions();

  @Option(names = "--weights", required = true, description = "the teacher, a safetensors file")
  private Path weights = Path.of("");

  @Option(
      names = "--texts",
      required = true,
      split = ",",
      description = "files of JSON lines below the data folder, with a text each")
  private List<Path> texts = List.of();

  @Option(names = "--field", description = "the text's field; default: ${DEFAULT-VALUE}")
  private String field = "text";

  @Option(names = "--output", required = true, description = "a file of JSON lines, plain")
  private Path output = Path.of("");

  @Option(names = "--max-minutes", description = "stop after so long; default: when all is written")
  private double maxMinutes = Double.POSITIVE_INFINITY;

  @Override
  public Integer call() throws IOException {
    long began = System.nanoTime();
    Set<String> done = new HashSet<>();
    if (Files.exists(output)) {
      done.addAll(SoftLabels.read(output).keySet());
    }
    int before = done.size();
    try (OpenRun opened = OpenRun.toMeasure(options);
        BufferedWriter out =
            Files.newBufferedWriter(output, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      opened.load(weights);
      Annotator teacher = Annotator.of(opened.context());
      WindowEncoder windows = opened.context().windows();
      for (Path file : texts) {
        try (BufferedReader in = DataFiles.open(options.data().resolve(file))) {
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode text = JSON.readTree(line).path(field);
            if (text.asText().isBlank() || !done.add(SoftLabels.key(text.asText()))) {
              continue;
            }
            AnnotatedText unmarked =
                new AnnotatedText("", text.asText(), Optional.empty(), Optional.empty());
            out.write(teacher.soft(text.asText(), windows.encode(unmarked)).line());
            out.newLine();
            if ((System.nanoTime() - began) / 6e10 >= maxMinutes) {
              System.out.println((done.size() - before) + " texts written; more are left");
              return 0;
            }
          }
        }
      }
    }
    System.out.println((done.size() - before) + " texts written, " + before + " before");
    return 0;
  }
}
