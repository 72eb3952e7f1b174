package io.qklm.benchmarks.speed;

import io.qklm.deploy.TemporaryFolder;
import io.qklm.document.Document;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stanford CoreNLP, from jars that the caller fetched, beside our engine on the same documents:
 * each in a process of its own on one thread. The time is what each says of annotating, without
 * loading; names and links, with the number and fine-grained rules off and then as they come.
 */
final class CoreNlp implements Part {

  private static final List<Integer> HEAPS = List.of(2000, 2500, 3000, 4000, 6000);
  private static final int OUR_HEAP = 256;
  private static final String SAID = "said";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** As it comes it is several times as slow. */
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(20);

  private static final List<String> AS_IT_COMES =
      List.of(
          "edu.stanford.nlp.pipeline.StanfordCoreNLP",
          "-threads",
          "1",
          "-annotators",
          "tokenize,ssplit,pos,lemma,ner,entitylink",
          "-outputFormat",
          "json");

  private static final List<String> WITHOUT_RULES =
      List.of(
          "-ner.applyNumericClassifiers",
          "false",
          "-ner.useSUTime",
          "false",
          "-ner.applyFineGrained",
          "false");

  private final Path jars;

  CoreNlp(Path jars) {
    this.jars = jars;
  }

  /** What several runs of a process took. */
  @SuppressWarnings("ArrayRecordComponent") // filled and told, never compared
  private record Side(double[] perSecond, double[] megabytes) {

    static Side of(int rounds) {
      return new Side(new double[rounds], new double[rounds]);
    }

    void note(int round, int documents, TimedProcess.Took took) {
      perSecond[round] = documents / took.seconds();
      megabytes[round] = took.megabytes();
    }

    void tell(Table table, String name) {
      table.put(name + ", documents/s", Spread.of(perSecond));
      table.put(name + ", most resident memory, MB", Spread.of(megabytes));
    }
  }

  @Override
  public void measure(Subject subject, Table table) throws Exception {
    int count = subject.documents().size();
    int rounds = subject.rounds();
    try (TemporaryFolder temporary = TemporaryFolder.create("qklm-corenlp-")) {
      Path folder = temporary.path();
      Path list = write(folder, subject.documents());
      int heap = smallestHeap(folder, list);
      Side theirs = Side.of(rounds);
      Side ours = Side.of(rounds);
      for (int round = 0; round < rounds; round++) {
        theirs.note(round, count, must(theirs(folder, list, WITHOUT_RULES, heap), folder));
        ours.note(round, count, must(ours(folder, list, subject), folder));
      }
      Side plain = Side.of(1);
      plain.note(
          0, count, must(theirs(folder, list, List.of(), HEAPS.get(HEAPS.size() - 1)), folder));
      table.begin("beside Stanford CoreNLP, one thread each");
      table.put("CoreNLP's smallest heap that works, MB", heap);
      theirs.tell(table, "CoreNLP");
      table.put("engine's heap, MB", OUR_HEAP);
      ours.tell(table, "engine");
      table.ratio(
          "engine over CoreNLP", Spread.ratio(ours.perSecond(), theirs.perSecond()), 1, false);
      table.ratio(
          "engine's memory over CoreNLP's",
          Spread.ratio(ours.megabytes(), theirs.megabytes()),
          0.25,
          true);
      plain.tell(table, "CoreNLP as it comes");
      table.ratio(
          "engine over CoreNLP as it comes",
          Spread.of(Spread.of(ours.perSecond()).median() / plain.perSecond()[0]),
          10,
          false);
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
      if (theirs(folder, list, WITHOUT_RULES, heap).isPresent()) {
        return heap;
      }
    }
    throw new IOException(
        "CoreNLP worked with no heap up to "
            + HEAPS.get(HEAPS.size() - 1)
            + " MB; the first thing it threw: "
            + firstFailure(folder));
  }

  private static TimedProcess.Took must(Optional<TimedProcess.Took> took, Path folder)
      throws IOException {
    if (took.isEmpty()) {
      throw new IOException(
          "a process of the comparison failed or was too slow; the first thing it threw: "
              + firstFailure(folder));
    }
    return took.get();
  }

  private static String firstFailure(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve(SAID)).stream()
        .filter(line -> line.contains("Exception") || line.contains("Error"))
        .findFirst()
        .orElse("nothing");
  }

  private Optional<TimedProcess.Took> theirs(Path folder, Path list, List<String> rules, int heap)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(AS_IT_COMES);
    arguments.addAll(rules);
    arguments.addAll(List.of("-filelist", list.toString(), "-outputDirectory", folder + "/out"));
    Files.createDirectories(folder.resolve("out"));
    return TimedProcess.run(
        heap,
        jars + File.separator + "*",
        arguments,
        folder.resolve(SAID),
        rules.isEmpty() ? LONG_PATIENCE : PATIENCE);
  }

  private static Optional<TimedProcess.Took> ours(Path folder, Path list, Subject subject)
      throws IOException, InterruptedException {
    return TimedProcess.run(
        OUR_HEAP,
        System.getProperty("java.class.path"),
        List.of(
            EngineProcess.class.getName(), subject.knowledge(), subject.model(), list.toString()),
        folder.resolve(SAID),
        PATIENCE);
  }
}
