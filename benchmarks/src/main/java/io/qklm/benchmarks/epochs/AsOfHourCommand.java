package io.qklm.benchmarks.epochs;

import io.qklm.benchmarks.data.Distribution;
import io.qklm.cluster.ClusterException;
import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.JavaProcess;
import io.qklm.cluster.QklmProcess;
import io.qklm.cluster.WorkerFigures;
import io.qklm.cluster.knowledge.ClusterRepository;
import io.qklm.cluster.traffic.NewsDocuments;
import io.qklm.cluster.traffic.TestDocument;
import io.qklm.deploy.TemporaryFolder;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A long run in as-of mode whose update job is killed, is away, and comes back. */
@Command(
    name = "as-of-hour",
    description =
        "Documents flow in as-of mode while the update job is killed, stays away and is started"
            + " again: what waits, how each result is marked, and whether one is lost.",
    mixinStandardHelpOptions = true)
public final class AsOfHourCommand implements Callable<Integer> {

  private static final String DOCUMENTS = "documents";
  private static final String UPDATES = "kg-updates";
  private static final String EPOCHS = "kg-epochs";
  private static final String RESULTS = "enriched";
  private static final String LETTERS = RESULTS + "-dead-letters";
  private static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Of a machine that is busy with something else, on top of the longest wait. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  /** For the update job to start and to say what is in force. */
  private static final Duration STARTING = Duration.ofMinutes(5);

  /** After this a process that was started is taken to stay. */
  private static final Duration SETTLING = Duration.ofSeconds(30);

  private static final int ATTEMPTS = 10;

  @Option(
      names = "--minutes",
      defaultValue = "60",
      description = "In all. Default: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(
      names = "--stopped",
      defaultValue = "20",
      description = "Minutes in the middle without an update job. Default: ${DEFAULT-VALUE}.")
  private int stopped;

  @Option(
      names = "--rate",
      defaultValue = "3",
      description = "Documents a second. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--as-of-wait",
      defaultValue = "30",
      description = "Seconds that a document waits at most. Default: ${DEFAULT-VALUE}.")
  private int wait;

  @Option(
      names = "--update",
      defaultValue = "20",
      description = "Seconds between updates. Default: ${DEFAULT-VALUE}.")
  private int update;

  @Spec private CommandSpec spec;

  private final AsOfLedger ledger = new AsOfLedger();
  private volatile boolean ended;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public AsOfHourCommand() {}

  @Override
  public Integer call() throws Exception {
    if (stopped + 2 > minutes) {
      throw new IllegalArgumentException("--stopped must leave two of the --minutes at least");
    }
    ClusterHome home = ClusterHome.current();
    try (TemporaryFolder folder = TemporaryFolder.create("qklm-as-of-");
        BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 1);
        ClusterRepository repository =
            ClusterRepository.create(folder.path().resolve("knowledge"), embedder);
        Live live = Live.open(home, folder.path().resolve("live"))) {
      return run(home, folder.path(), repository, live);
    }
  }

  @SuppressWarnings("try") // the readers work by themselves
  private int run(ClusterHome home, Path folder, ClusterRepository repository, Live live)
      throws Exception {
    for (String topic : List.of(DOCUMENTS, RESULTS, LETTERS)) {
      live.createTopic(topic, PARTITIONS, Map.of());
    }
    live.createTopic(UPDATES, PARTITIONS, Map.of("cleanup.policy", "compact"));
    List<String> words =
        List.of(
            "kg",
            "update",
            "--bootstrap-servers=" + live.servers(),
            "--kg-updates-topic=" + UPDATES,
            "--kg-epochs-topic=" + EPOCHS,
            "--repository=" + repository.place(),
            "--work=" + folder.resolve("work"));
    Thread feeding = new Thread(() -> feed(live.servers()), "documents");
    @Nullable JavaProcess updating = QklmProcess.start(home, folder.resolve("update-1"), words);
    try (ResultReader seen =
            new ResultReader(live.servers(), RESULTS, PARTITIONS, false, ledger::seen);
        ResultReader committed =
            new ResultReader(live.servers(), RESULTS, PARTITIONS, true, ledger::committed);
        ResultReader aside =
            new ResultReader(live.servers(), LETTERS, PARTITIONS, true, ledger::setAside)) {
      String id =
          live.submit(
              DOCUMENTS,
              RESULTS,
              EPOCHS,
              List.of(
                  "--knowledge-mode=as-of",
                  "--as-of-wait=" + wait + "s",
                  "--checkpoint-interval=2s",
                  "--parallelism=2"));
      ledger.follow(live.servers(), EPOCHS);
      awaitNews(0, updating);
      long worker = live.flink().worker().pid();
      WorkerFigures before = WorkerFigures.of(worker);
      long begun = System.currentTimeMillis();
      feeding.start();
      int aSide = (minutes - stopped) * 60 / 2;
      teach(live.servers(), 0, aSide);
      updating.kill();
      long killed = System.currentTimeMillis();
      teach(live.servers(), aSide, stopped * 60);
      int heard = ledger.announced();
      long back = System.currentTimeMillis();
      updating = restart(home, folder, words);
      teach(live.servers(), aSide + stopped * 60, aSide);
      awaitNews(heard, updating);
      ended = true;
      feeding.join();
      ledger.await(PATIENCE.plusSeconds(wait));
      WorkerFigures after = WorkerFigures.of(worker);
      int restores = live.flink().rest().restores(id);
      return print(
          new AsOfLedger.Times(begun, killed, back), before, after, restores, updating.isAlive());
    } finally {
      ended = true;
      updating.close();
    }
  }

  /** As whoever keeps services up does: one that ends at its start is started again. */
  private static JavaProcess restart(ClusterHome home, Path folder, List<String> words)
      throws Exception {
    for (int attempt = 1; ; attempt++) {
      JavaProcess started = QklmProcess.start(home, folder.resolve("again-" + attempt), words);
      long deadline = System.nanoTime() + SETTLING.toNanos();
      while (started.isAlive() && System.nanoTime() < deadline) {
        Thread.sleep(100);
      }
      if (started.isAlive() || attempt == ATTEMPTS) {
        return started;
      }
    }
  }

  private void awaitNews(int heard, JavaProcess updating) throws Exception {
    long deadline = System.nanoTime() + STARTING.toNanos();
    while (ledger.announced() <= heard) {
      if (System.nanoTime() > deadline || !updating.isAlive()) {
        throw new ClusterException("the update job announced nothing:\n" + updating.tail());
      }
      Thread.sleep(100);
    }
  }

  /** An update now and then for as long as is told, whoever reads them. */
  private void teach(String servers, int from, int seconds) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    try (Documents out = new Documents(servers)) {
      for (int i = from; System.nanoTime() < end; i++) {
        String id = "new:" + i;
        String json =
            "{\"id\":\"%s\",\"labels\":{\"en\":\"Zoquiba %d Works\"},\"kind\":\"ORG\",\"rank\":0.5}"
                .formatted(id, i);
        var unused = out.update(UPDATES, id, json);
        long left = Math.max(0, (end - System.nanoTime()) / 1_000_000);
        Thread.sleep(Math.min(left, update * 1_000L));
      }
    }
  }

  private void feed(String servers) {
    try (Documents out = new Documents(servers)) {
      List<TestDocument> texts = NewsDocuments.read().take(100, "text");
      long begun = System.nanoTime();
      for (int i = 0; !ended; i++) {
        long due = begun + i * 1_000_000_000L / rate;
        Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
        long now = System.currentTimeMillis();
        String id = "d-" + i;
        ledger.sent(id, now);
        var unused = out.send(DOCUMENTS, id, texts.get(i % texts.size()).text(), now);
      }
    } catch (java.io.IOException e) {
      throw new IllegalStateException("documents could not be sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int print(
      AsOfLedger.Times times,
      WorkerFigures before,
      WorkerFigures after,
      int restores,
      boolean updating) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Live.head(0));
    out.printf(
        Locale.ROOT,
        "%d minutes as of the documents' time, %d documents a second, an update every %d s, a"
            + " document waits %d s at most; the update job killed in minute %d, started again %d"
            + " minutes later; latency from sending to a reader of uncommitted records%n",
        minutes,
        rate,
        update,
        wait,
        (minutes - stopped) / 2,
        stopped);
    boolean held = true;
    for (AsOfLedger.Phase phase : ledger.phases(times, Duration.ofSeconds(wait))) {
      Distribution took = Distribution.of(phase.millis());
      out.printf(
          Locale.ROOT,
          "%-34s %s   %s%n",
          phase.name(),
          took.millis(),
          String.join(", ", phase.marks()));
      boolean within = took.count() == 0 || took.quantile(1) <= wait * 1_000.0 + GRACE.toMillis();
      held &= within && phase.asPromised();
      if (!within || !phase.asPromised()) {
        out.println("  NOT AS PROMISED");
      }
    }
    out.printf(
        Locale.ROOT,
        "lost %d, doubled %d, dead letters %d, epochs %d, of another epoch than their time's %d,"
            + " restarts %d%n",
        ledger.lost(),
        ledger.doubled(),
        ledger.aside(),
        ledger.announced(),
        ledger.wrong(),
        restores);
    ledger
        .firstSettledAfter(times.back())
        .ifPresent(
            millis ->
                out.printf(
                    Locale.ROOT,
                    "the first result marked exact %.1f s after the update job was started again%n",
                    millis / 1e3));
    out.printf(
        Locale.ROOT,
        "worker before %.0f MB, %d files; after %.0f MB, %d files%n",
        before.residentMegabytes(),
        before.openFiles(),
        after.residentMegabytes(),
        after.openFiles());
    held &=
        updating
            && restores == 0
            && ledger.lost() == 0
            && ledger.doubled() == 0
            && ledger.aside() == 0
            && ledger.wrong() == 0;
    out.println(held ? "as promised" : "NOT AS PROMISED");
    out.flush();
    return held ? 0 : 1;
  }
}
