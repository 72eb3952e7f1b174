package io.qklm.benchmarks.speed;

import io.qklm.deploy.TemporaryFolder;
import io.qklm.document.Document;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stanford CoreNLP as a process of its own, from jars that the caller fetched, beside our engine on
 * the same documents, one thread each. CoreNLP's time is what it says itself of annotating, without
 * loading; names and links with the number and fine-grained rules off.
 */
final class CoreNlp implements Part {

  private static final Pattern TOTAL = Pattern.compile("TOTAL: ([0-9.]+) (sec|ms)");
  private static final String SAID = "said";
  private static final List<Integer> HEAPS = List.of(2000, 2500, 3000, 4000, 6000);
  private static final List<String> ANNOTATORS =
      List.of(
          "-threads",
          "1",
          "-annotators",
          "tokenize,ssplit,pos,lemma,ner,entitylink",
          "-ner.applyNumericClassifiers",
          "false",
          "-ner.useSUTime",
          "false",
          "-ner.applyFineGrained",
          "false",
          "-outputFormat",
          "json");

  private final Path jars;

  CoreNlp(Path jars) {
    this.jars = jars;
  }

  @Override
  public void measure(Subject subject, Table table) throws Exception {
    try (TemporaryFolder temporary = TemporaryFolder.create("qklm-corenlp-");
        Engine engine = subject.engine()) {
      Path folder = temporary.path();
      List<Document> documents = subject.documents();
      Path list = write(folder, documents);
      int heap = smallestHeap(folder, list);
      double[] theirs = new double[subject.rounds()];
      double[] ours = new double[subject.rounds()];
      engine.engineSeconds(documents, 1);
      for (int round = 0; round < subject.rounds(); round++) {
        theirs[round] = documents.size() / run(folder, list, heap).orElseThrow();
        ours[round] = documents.size() / engine.engineSeconds(documents, 1);
      }
      table.begin("beside Stanford CoreNLP, one thread each");
      table.put("CoreNLP's smallest heap that works, MB", heap);
      table.put("CoreNLP, documents/s", Spread.of(theirs));
      table.put("engine, documents/s", Spread.of(ours));
      table.ratio("engine over CoreNLP", Spread.ratio(ours, theirs), 1, false);
    }
  }

  private static Path write(Path folder, List<Document> documents) throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      Path file = folder.resolve("text-" + i + ".txt");
      Files.writeString(file, documents.get(i).text());
      names.add(file.toString());
    }
    return Files.write(folder.resolve("list"), names);
  }

  private int smallestHeap(Path folder, Path list) throws IOException, InterruptedException {
    for (int heap : HEAPS) {
      if (run(folder, list, heap).isPresent()) {
        return heap;
      }
    }
    throw new IOException(
        "CoreNLP worked with no heap up to "
            + HEAPS.get(HEAPS.size() - 1)
            + " MB; the first thing it threw: "
            + firstFailure(folder));
  }

  private static String firstFailure(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve(SAID)).stream()
        .filter(line -> line.contains("Exception") || line.contains("Error"))
        .findFirst()
        .orElse("nothing");
  }

  /** Seconds that it says it annotated; none if it failed. */
  private OptionalDouble run(Path folder, Path list, int heap)
      throws IOException, InterruptedException {
    Path said = folder.resolve(SAID);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap + "m");
    command.add("-cp");
    command.add(jars + File.separator + "*");
    command.add("edu.stanford.nlp.pipeline.StanfordCoreNLP");
    command.addAll(ANNOTATORS);
    command.addAll(List.of("-filelist", list.toString(), "-outputDirectory", folder + "/out"));
    Files.createDirectories(folder.resolve("out"));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return OptionalDouble.empty();
    }
    Matcher total = TOTAL.matcher(Files.readString(said));
    if (process.exitValue() != 0 || !total.find()) {
      return OptionalDouble.empty();
    }
    double amount = Double.parseDouble(total.group(1));
    return OptionalDouble.of(total.group(2).equals("ms") ? amount / 1000 : amount);
  }
}
