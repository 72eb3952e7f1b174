package io.qklm.benchmarks.throughput;

import io.qklm.deploy.Distribution;
import io.qklm.deploy.TemporaryFolder;
import io.qklm.deploy.broker.KafkaAdmin;
import io.qklm.deploy.broker.KafkaBrokerOptions;
import io.qklm.deploy.broker.KafkaBrokerProcess;
import io.qklm.deploy.job.EnrichmentJob;
import io.qklm.deploy.job.EnrichmentJobOptions;
import io.qklm.deploy.job.JobDelivery;
import io.qklm.deploy.job.JobKafka;
import io.qklm.deploy.local.LocalCluster;
import io.qklm.deploy.local.LocalJob;
import io.qklm.deploy.starter.StarterKnowledge;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.document.Document;
import io.qklm.document.SentenceSplitter;
import io.qklm.flink.QklmSettings;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import io.qklm.model.SentenceEncoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Documents and tokens a second from Kafka to Kafka, start-up and memory of the process. */
@Command(
    name = "throughput",
    description = "Throughput, start-up and memory from Kafka through the Flink job to Kafka.",
    mixinStandardHelpOptions = true)
public final class ThroughputCommand implements Callable<Integer> {

  @Option(names = "--documents", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
  private int documents;

  @Option(
      names = "--input",
      description =
          "JSON lines with id and text, taken in turn; default: the project's sample news.")
  private Optional<Path> input = Optional.empty();

  @Option(names = "--knowledge", description = "A snapshot; default: the starter knowledge.")
  private Optional<Path> knowledge = Optional.empty();

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public ThroughputCommand() {}

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Path snapshot = knowledge.isPresent() ? knowledge.get() : starter();
    List<Document> texts = Documents.read(input, documents);
    double tokens = tokensPerDocument(texts);
    out.printf(
        Locale.ROOT,
        "date %s%n%d documents of %.0f tokens on average, %d cores, Java %s%n",
        LocalDate.now(ZoneOffset.UTC),
        documents,
        tokens,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
    JobRun run = runJob(snapshot, texts);
    double peak = peakMegabytes();
    double alone = engineAlone(snapshot, texts);
    out.println("what                                        figure");
    line(out, "Kafka to Flink to Kafka, documents/s", documents / run.seconds());
    line(out, "Kafka to Flink to Kafka, tokens/s", documents * tokens / run.seconds());
    line(out, "the engine alone, documents/s", documents / alone);
    line(out, "share of the engine's own speed", alone / run.seconds());
    line(out, "Flink start to first committed result, s", run.firstResultSeconds());
    line(out, "peak resident memory of the job's process, MB", peak);
    return 0;
  }

  private static void line(PrintWriter out, String what, double figure) {
    out.printf(Locale.ROOT, "%-46s %10.2f%n", what, figure);
    out.flush();
  }

  private Path starter() throws IOException {
    return StarterKnowledge.current().ensure(Terminal.plain(System.out, System.err));
  }

  /** Over the first hundred, which hold every sample article. */
  private static double tokensPerDocument(List<Document> texts) throws IOException {
    List<Document> sample = texts.subList(0, Math.min(100, texts.size()));
    SentenceSplitter splitter = new SentenceSplitter();
    long tokens = 0;
    try (SentenceEncoder encoder = SentenceEncoder.open(ModelBundle.zeroShot(), 2)) {
      for (Document document : sample) {
        tokens += encoder.encode(document.text(), splitter.split(document.text(), "en")).tokens();
      }
    }
    return (double) tokens / sample.size();
  }

  /**
   * How a job went.
   *
   * @param seconds from its first committed result to its end, scaled to all documents
   * @param firstResultSeconds from the start of Flink, the broker being up, to its first committed
   *     result
   */
  private record JobRun(double seconds, double firstResultSeconds) {}

  private JobRun runJob(Path snapshot, List<Document> texts) throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create("qklm-throughput-");
        KafkaBrokerProcess broker =
            KafkaBrokerProcess.start(KafkaBrokerOptions.of(Distribution.current().broker()));
        KafkaAdmin admin =
            KafkaAdmin.connect(broker.bootstrapServers(), Map.of(), Duration.ofSeconds(20))) {
      for (String topic : List.of("documents", "enriched", "enriched-dead-letters")) {
        admin.createTopic(topic, 1, Map.of());
      }
      Traffic traffic = new Traffic(broker.bootstrapServers());
      traffic.send("documents", texts.stream().map(Documents::json).toList());
      EnrichmentJobOptions options =
          EnrichmentJobOptions.of(
                  JobKafka.of(broker.bootstrapServers(), "documents", "enriched"),
                  QklmSettings.of(snapshot.toString()))
              .withDelivery(
                  JobDelivery.exactlyOnce("throughput")
                      .withCheckpointInterval(Duration.ofSeconds(1)))
              .withParallelism(1)
              .withUntilEnd(true);
      long submitted = System.nanoTime();
      try (LocalCluster cluster = LocalCluster.start(folder.path(), 2)) {
        LocalJob job = cluster.submit(EnrichmentJob.plan(options));
        Traffic.Arrivals arrivals = traffic.await("enriched", documents, job);
        double firstFromSubmit = (arrivals.firstNanos() - submitted) / 1e9;
        double steady =
            (arrivals.lastNanos() - arrivals.firstNanos())
                / 1e9
                * documents
                / Math.max(1, documents - arrivals.inFirstPoll());
        return new JobRun(steady, firstFromSubmit);
      }
    }
  }

  /** Seconds for all documents on as many threads as there are cores, as the job uses them. */
  private static double engineAlone(Path snapshot, List<Document> texts)
      throws IOException, InterruptedException, ExecutionException {
    int cores = Runtime.getRuntime().availableProcessors();
    ExecutorService threads = Executors.newFixedThreadPool(cores);
    try (KnowledgeSnapshot open = KnowledgeSnapshot.open(snapshot);
        Qklm qklm = Qklm.open(ModelBundle.bundled(), open, QklmOptions.defaults())) {
      qklm.enrich(texts.subList(0, Math.min(50, texts.size())));
      long start = System.nanoTime();
      List<Future<?>> running = new ArrayList<>();
      for (Document document : texts) {
        running.add(threads.submit(() -> qklm.enrich(List.of(document))));
      }
      for (Future<?> one : running) {
        one.get();
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      threads.shutdownNow();
    }
  }

  /** The highest resident memory of this process so far, as Linux counts it; 0 elsewhere. */
  private static double peakMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D+", "")) / 1024.0;
      }
    }
    return 0;
  }
}
