package io.qklm.benchmarks.epochs;

import io.qklm.benchmarks.data.Distribution;
import io.qklm.cluster.ClusterException;
import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.FlinkRest;
import io.qklm.cluster.knowledge.ClusterRepository;
import io.qklm.cluster.knowledge.ControlTopic;
import io.qklm.cluster.traffic.NewsDocuments;
import io.qklm.cluster.traffic.TestDocument;
import io.qklm.deploy.TemporaryFolder;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long a checkpoint takes while a subtask has as many long documents under way as it may. */
@Command(
    name = "checkpoints",
    description =
        "How long checkpoints take under full load: one subtask with long documents, as many under"
            + " way as it may hold, and more of them waiting in the topic than it can do.",
    mixinStandardHelpOptions = true)
public final class CheckpointsCommand implements Callable<Integer> {

  private static final String DOCUMENTS = "documents";
  private static final String RESULTS = "enriched";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofSeconds(1);

  @Option(
      names = "--checkpoints",
      defaultValue = "60",
      description = "How many are measured. Default: ${DEFAULT-VALUE}.")
  private int checkpoints;

  @Option(
      names = "--characters",
      defaultValue = "60000",
      description = "Length of a document. Default: ${DEFAULT-VALUE}.")
  private int characters;

  @Option(
      names = "--in-flight",
      defaultValue = "32",
      description = "Documents under way. Default: ${DEFAULT-VALUE}.")
  private int inFlight;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public CheckpointsCommand() {}

  @Override
  public Integer call() throws Exception {
    ClusterHome home = ClusterHome.current();
    try (TemporaryFolder folder = TemporaryFolder.create("qklm-checkpoints-");
        BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 1);
        ClusterRepository repository =
            ClusterRepository.create(folder.path().resolve("knowledge"), embedder);
        Live live = Live.open(home, folder.path().resolve("live"))) {
      return run(live, repository);
    }
  }

  private int run(Live live, ClusterRepository repository) throws Exception {
    for (String topic : List.of(DOCUMENTS, RESULTS, RESULTS + "-dead-letters")) {
      live.createTopic(topic, 1, Map.of());
    }
    String text = text();
    try (ControlTopic control = new ControlTopic(live.servers(), "kg-epochs");
        Documents out = new Documents(live.servers())) {
      control.say(repository.announcement(repository.first()));
      String id =
          live.submit(
              DOCUMENTS,
              RESULTS,
              control.name(),
              List.of(
                  "--checkpoint-interval=1s", "--parallelism=1", "--max-in-flight=" + inFlight));
      // The first are done while the compiler warms up; there are always more than it can do.
      int sent = send(out, text, 0, 3 * inFlight);
      Map<Long, FlinkRest.Checkpoint> seen = new TreeMap<>();
      long full = inFlight * (long) characters / 2;
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (seen.size() < checkpoints) {
        if (System.nanoTime() > deadline) {
          throw new ClusterException(
              "only " + seen.size() + " checkpoints had " + full + " bytes or more in them");
        }
        sent = send(out, text, sent, inFlight / 4);
        Thread.sleep(POLL.toMillis());
        for (FlinkRest.Checkpoint one : live.flink().rest().lastCheckpoints(id)) {
          if (one.bytes() >= full) {
            seen.putIfAbsent(one.number(), one);
          }
        }
      }
      return print(seen, live.flink().rest().restores(id));
    }
  }

  /** Sample articles one after the other, as long as is told. */
  private String text() throws Exception {
    StringBuilder text = new StringBuilder();
    List<TestDocument> articles = NewsDocuments.read().take(100, "a");
    for (int i = 0; text.length() < characters; i++) {
      text.append(articles.get(i % articles.size()).text()).append("\n\n");
    }
    return text.substring(0, characters);
  }

  private static int send(Documents out, String text, int from, int count) throws Exception {
    for (int i = from; i < from + count; i++) {
      var unused = out.send(DOCUMENTS, "d-" + i, text, null);
    }
    out.flush();
    return from + count;
  }

  private int print(Map<Long, FlinkRest.Checkpoint> seen, int restores) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Live.head(0));
    out.printf(
        Locale.ROOT,
        "documents of %,d characters, %d under way in one subtask, a checkpoint every second; those"
            + " with at least half of these characters in their state%n",
        characters,
        inFlight);
    Distribution took =
        Distribution.of(seen.values().stream().map(one -> (double) one.millis()).toList());
    Distribution bytes =
        Distribution.of(seen.values().stream().map(one -> (double) one.bytes()).toList());
    out.println("from its trigger to its end   " + took.millis());
    out.printf(
        Locale.ROOT,
        "state in the median %.1f MB, at most %.1f MB; restarts %d%n",
        bytes.quantile(0.5) / 1e6,
        bytes.quantile(1) / 1e6,
        restores);
    out.flush();
    return took.quantile(0.99) < 1_000 && restores == 0 ? 0 : 1;
  }
}
