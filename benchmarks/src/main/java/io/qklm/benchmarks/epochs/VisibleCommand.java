package io.qklm.benchmarks.epochs;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.benchmarks.data.Distribution;
import io.qklm.cluster.ClusterException;
import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.JavaProcess;
import io.qklm.cluster.QklmProcess;
import io.qklm.deploy.TemporaryFolder;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From an update in Kafka to the first enrichment that links the new entity. */
@Command(
    name = "visible",
    description =
        "How long a new entity takes from its update's Kafka timestamp to the first enrichment that"
            + " links it, at the operator's output and for readers of committed records.",
    mixinStandardHelpOptions = true)
public final class VisibleCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long BETWEEN_DOCUMENTS_MILLIS = 100;
  private static final String DOCUMENTS = "documents";
  private static final String UPDATES = "kg-updates";
  private static final String EPOCHS = "kg-epochs";
  private static final String RESULTS = "enriched";

  @Mixin private StoreArguments store = new StoreArguments();

  @Option(names = "--updates", defaultValue = "100", description = "Default: ${DEFAULT-VALUE}.")
  private int updates;

  @Option(
      names = "--pause",
      defaultValue = "700",
      description = "Milliseconds between updates on average. Default: ${DEFAULT-VALUE}.")
  private int pause;

  @Option(
      names = "--checkpoint-interval",
      defaultValue = "1",
      description = "Seconds. Default: ${DEFAULT-VALUE}.")
  private int checkpointSeconds;

  @Spec private CommandSpec spec;

  /** New entities that are not seen yet, by id, and when they were sent or seen. */
  private final Map<String, String> waiting = new ConcurrentHashMap<>();

  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final Map<String, Long> atOutput = new ConcurrentHashMap<>();
  private final Map<String, Long> committed = new ConcurrentHashMap<>();
  private volatile boolean ended;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public VisibleCommand() {}

  @Override
  public Integer call() throws Exception {
    ClusterHome home = ClusterHome.current();
    PrintWriter out = spec.commandLine().getOut();
    try (TemporaryFolder folder = TemporaryFolder.create("qklm-visible-")) {
      Path repository = folder.path().resolve("repository");
      try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 1);
          SnapshotRepository made = SnapshotRepository.create(repository.toString())) {
        new EpochPublisher(made).publish(store.snapshot(embedder));
      }
      try (Live live = Live.open(home, folder.path().resolve("live"))) {
        run(live, home, folder.path(), repository);
      }
    }
    out.println(Live.head(store.seed()));
    out.printf(
        Locale.ROOT,
        "a store of %,d entities, %d new ones, one in %d ms on average, windows of 2 s,"
            + " checkpoints every %d s, a document every %d ms%n",
        store.entities(),
        updates,
        pause,
        checkpointSeconds,
        BETWEEN_DOCUMENTS_MILLIS);
    out.println("at the operator's output    " + since(atOutput).millis());
    out.println("for committed readers       " + since(committed).millis());
    out.flush();
    return committed.size() == updates ? 0 : 1;
  }

  private Distribution since(Map<String, Long> seen) {
    return Distribution.of(
        seen.entrySet().stream()
            .map(entry -> (double) entry.getValue() - sent.getOrDefault(entry.getKey(), 0L))
            .toList());
  }

  @SuppressWarnings("try") // the readers work by themselves
  private void run(Live live, ClusterHome home, Path folder, Path repository) throws Exception {
    Map<String, String> none = Map.of();
    live.createTopic(DOCUMENTS, 2, none);
    live.createTopic(RESULTS, 2, none);
    live.createTopic(RESULTS + "-dead-letters", 2, none);
    live.createTopic(UPDATES, 2, Map.of("cleanup.policy", "compact"));
    live.submit(
        DOCUMENTS,
        RESULTS,
        EPOCHS,
        List.of("--checkpoint-interval=" + checkpointSeconds + "s", "--parallelism=1"));
    List<String> words =
        List.of(
            "kg",
            "update",
            "--bootstrap-servers=" + live.servers(),
            "--kg-updates-topic=" + UPDATES,
            "--kg-epochs-topic=" + EPOCHS,
            "--repository=" + repository,
            "--work=" + folder.resolve("work"));
    try (JavaProcess updating = QklmProcess.start(home, folder.resolve("update"), words);
        ResultReader first =
            new ResultReader(
                live.servers(), RESULTS, 2, false, (json, bytes, at) -> see(json, at));
        ResultReader second =
            new ResultReader(
                live.servers(), RESULTS, 2, true, (json, bytes, at) -> commit(json, at))) {
      Thread feeding = new Thread(() -> feed(live.servers()), "documents");
      feeding.start();
      try {
        // The first epoch serves, and everything is warm.
        update(live, 0, updating);
        await(1, updating);
        forget();
        for (int i = 1; i <= updates; i++) {
          update(live, i, updating);
        }
        await(updates, updating);
      } finally {
        ended = true;
        feeding.join();
      }
    }
  }

  private void forget() {
    sent.clear();
    atOutput.clear();
    committed.clear();
  }

  private void update(Live live, int i, JavaProcess updating) throws Exception {
    SplittableRandom random = new SplittableRandom(store.seed() * 1_000_003 + i);
    Thread.sleep(random.nextInt(2 * pause));
    if (!updating.isAlive()) {
      throw new ClusterException("the update job has ended:\n" + updating.tail());
    }
    String id = "new:" + i;
    String label = label(i) + " Industries";
    String json =
        "{\"id\":\"%s\",\"labels\":{\"en\":\"%s\"},\"descriptions\":{\"en\":\"maker of engines\"},\"kind\":\"ORG\",\"rank\":0.5}"
            .formatted(id, label);
    waiting.put(id, label);
    try (Documents updatesOut = new Documents(live.servers())) {
      sent.put(id, updatesOut.update(UPDATES, id, json));
    }
  }

  /** A name that no generated entity has. */
  private static String label(int i) {
    StringBuilder name = new StringBuilder("Zq");
    for (int rest = i + 1; rest > 0; rest /= 20) {
      name.append("bcdfghjklmnprstvwxyz".charAt(rest % 20)).append('o');
    }
    return name.toString();
  }

  /** Each document names every entity that is waited for. */
  private void feed(String servers) {
    try (Documents documents = new Documents(servers)) {
      for (int i = 0; !ended; i++) {
        StringBuilder text = new StringBuilder("Officials met on Monday.");
        waiting
            .values()
            .forEach(label -> text.append(' ').append(label).append(" opened an office."));
        var unused = documents.send(DOCUMENTS, "d" + i, text.toString(), null);
        Thread.sleep(BETWEEN_DOCUMENTS_MILLIS);
      }
    } catch (IOException e) {
      throw new IllegalStateException("documents could not be sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void see(JsonNode result, long at) {
    for (JsonNode entity : result.path("entities")) {
      String id = entity.path("entityId").asText("");
      if (sent.containsKey(id)) {
        atOutput.putIfAbsent(id, at);
      }
    }
  }

  private void commit(JsonNode result, long at) {
    for (JsonNode entity : result.path("entities")) {
      String id = entity.path("entityId").asText("");
      if (sent.containsKey(id)) {
        committed.putIfAbsent(id, at);
        waiting.remove(id);
      }
    }
  }

  private void await(int count, JavaProcess updating) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (committed.size() < count) {
      if (System.nanoTime() > deadline) {
        throw new ClusterException(
            "only "
                + committed.size()
                + " of "
                + count
                + " new entities were seen, of "
                + sent.size()
                + " sent, without "
                + waiting
                + "; the update job says:\n"
                + updating.tail());
      }
      Thread.sleep(100);
    }
  }
}
