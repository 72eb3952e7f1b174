package io.qklm.benchmarks.epochs;

import io.qklm.cluster.ClusterException;
import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.knowledge.ClusterRepository;
import io.qklm.cluster.knowledge.ControlTopic;
import io.qklm.cluster.traffic.NewsDocuments;
import io.qklm.cluster.traffic.TestDocument;
import io.qklm.deploy.TemporaryFolder;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochHeartbeat;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The same documents and announcements again and again, in as-of mode. */
@Command(
    name = "replay",
    description =
        "Enriches the same documents as of their time at several parallelisms and numbers in"
            + " flight, killing the worker meanwhile, and compares the committed results byte for"
            + " byte.",
    mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

  private static final String DOCUMENTS = "documents";
  private static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final long EPOCH_MILLIS = 1_000;

  /** Results a value of which was seen twice. */
  private static final String TWICE = "\nTWICE\n";

  @Option(names = "--documents", defaultValue = "600", description = "Default: ${DEFAULT-VALUE}.")
  private int documents;

  @Option(names = "--epochs", defaultValue = "8", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--parallelism",
      split = ",",
      defaultValue = "1,2",
      description = "Default: ${DEFAULT-VALUE}.")
  private List<Integer> parallelisms = List.of();

  @Option(
      names = "--in-flight",
      split = ",",
      defaultValue = "1,8,32",
      description = "Records a subtask holds at most. Default: ${DEFAULT-VALUE}.")
  private List<Integer> inFlight = List.of();

  @Option(
      names = "--kills",
      defaultValue = "5",
      description = "Of the worker in each replay, at random moments. Default: ${DEFAULT-VALUE}.")
  private int kills;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public ReplayCommand() {}

  @Override
  public Integer call() throws Exception {
    ClusterHome home = ClusterHome.current();
    PrintWriter out = spec.commandLine().getOut();
    out.println(Live.head(seed));
    out.printf(
        Locale.ROOT,
        "%d documents over %d epochs, as of their time, %d kills of the worker a replay%n",
        documents,
        epochs,
        kills);
    try (TemporaryFolder folder = TemporaryFolder.create("qklm-replay-");
        BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 1);
        ClusterRepository repository =
            ClusterRepository.create(folder.path().resolve("knowledge"), embedder);
        Live live = Live.open(home, folder.path().resolve("live"))) {
      return run(live, repository, out);
    }
  }

  private int run(Live live, ClusterRepository repository, PrintWriter out) throws Exception {
    Map<String, String> kept = Map.of("retention.ms", "-1");
    live.createTopic(DOCUMENTS, PARTITIONS, kept);
    try (ControlTopic control = new ControlTopic(live.servers(), "kg-epochs")) {
      prepare(live, repository, control);
      Map<String, String> expected = replay(live, control, 1, 32, 0, out);
      boolean same = true;
      for (int parallelism : parallelisms) {
        for (int most : inFlight) {
          Map<String, String> results = replay(live, control, parallelism, most, kills, out);
          long different =
              expected.entrySet().stream()
                  .filter(entry -> !entry.getValue().equals(results.get(entry.getKey())))
                  .count();
          same &= different == 0 && results.size() == expected.size();
          out.println(different == 0 ? "  the same bytes" : "  " + different + " DIFFER");
          out.flush();
        }
      }
      long named =
          expected.values().stream().filter(value -> value.contains("\"asOf\":\"exact\"")).count();
      out.println(named + " of " + expected.size() + " results are marked exact");
      return same && named == expected.size() ? 0 : 1;
    }
  }

  /** Announcements a second apart, some minutes ago, and documents with times among them. */
  private void prepare(Live live, ClusterRepository repository, ControlTopic control)
      throws IOException, InterruptedException {
    Instant from = Instant.now().minus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.MILLIS);
    EpochName epoch = repository.first();
    for (int i = 0; i < epochs; i++) {
      EpochAnnouncement now = repository.announcement(epoch);
      control.say(
          new EpochAnnouncement(
              epoch, now.repository(), from.plusMillis(i * EPOCH_MILLIS), now.embeddingDigest()));
      epoch = repository.next();
    }
    Instant until = from.plusMillis(epochs * EPOCH_MILLIS);
    control.say(new EpochHeartbeat(until));
    Random random = new Random(seed);
    try (Documents out = new Documents(live.servers())) {
      for (TestDocument document : NewsDocuments.read().take(documents, "d")) {
        long time = from.toEpochMilli() + random.nextInt((int) (epochs * EPOCH_MILLIS));
        var unused = out.send(DOCUMENTS, document.id(), document.text(), time);
      }
      out.flush();
    }
  }

  @SuppressWarnings("try") // the readers work by themselves
  private Map<String, String> replay(
      Live live, ControlTopic control, int parallelism, int most, int killed, PrintWriter out)
      throws Exception {
    String output = "results-" + parallelism + "-" + most + "-" + killed;
    live.createTopic(output, PARTITIONS, Map.of("retention.ms", "-1"));
    live.createTopic(output + "-dead-letters", PARTITIONS, Map.of());
    Map<String, String> results = new ConcurrentSkipListMap<>();
    AtomicInteger seen = new AtomicInteger();
    Random random = new Random(seed * 31 + parallelism * 1_000L + most);
    long begun = System.nanoTime();
    try (ResultReader reader =
        new ResultReader(
            live.servers(),
            output,
            PARTITIONS,
            true,
            (json, bytes, at) -> {
              results.merge(
                  json.path("id").asText(),
                  new String(bytes, StandardCharsets.UTF_8),
                  (one, two) -> TWICE);
              seen.incrementAndGet();
            })) {
      String id =
          live.submit(
              DOCUMENTS,
              output,
              control.name(),
              List.of(
                  "--knowledge-mode=as-of",
                  "--checkpoint-interval=1s",
                  "--parallelism=" + parallelism,
                  "--max-in-flight=" + most));
      List<Integer> at = new ArrayList<>();
      for (int kill = 0; kill < killed; kill++) {
        Thread.sleep(200 + random.nextInt(3_000));
        at.add(seen.get());
        live.flink().replaceWorker();
        live.flink().awaitWorker();
        live.awaitRunning(id);
      }
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (results.size() < documents) {
        if (System.nanoTime() > deadline) {
          throw new ClusterException("only " + results.size() + " of " + documents + " results");
        }
        Thread.sleep(100);
      }
      // Two checkpoints more could bring what should not come.
      Thread.sleep(2_500);
      live.cancel(id);
      out.printf(
          Locale.ROOT,
          "parallelism %d, %2d in flight, killed after %s results were committed, %.0f s%n",
          parallelism,
          most,
          at,
          (System.nanoTime() - begun) / 1e9);
    }
    return new TreeMap<>(results);
  }
}
