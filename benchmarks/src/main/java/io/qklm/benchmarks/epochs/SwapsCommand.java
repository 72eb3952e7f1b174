package io.qklm.benchmarks.epochs;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.benchmarks.data.Distribution;
import io.qklm.cluster.ClusterHome;
import io.qklm.cluster.WorkerFigures;
import io.qklm.cluster.knowledge.ClusterRepository;
import io.qklm.cluster.knowledge.ControlTopic;
import io.qklm.cluster.traffic.CommittedResults;
import io.qklm.cluster.traffic.NewsDocuments;
import io.qklm.cluster.traffic.ResultLedger;
import io.qklm.cluster.traffic.TestDocument;
import io.qklm.deploy.TemporaryFolder;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Many epochs while documents flow. */
@Command(
    name = "swaps",
    description =
        "Swaps many epochs while documents flow: what is lost, doubled or mixed, latency beside"
            + " that without swaps, memory and files of the worker.",
    mixinStandardHelpOptions = true)
public final class SwapsCommand implements Callable<Integer> {

  private static final String DOCUMENTS = "documents";
  private static final String RESULTS = "enriched";
  private static final int PARTITIONS = 2;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Mixin private StoreArguments store = new StoreArguments();

  @Option(names = "--epochs", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--pause",
      defaultValue = "500",
      description = "Milliseconds from announcement to announcement. Default: ${DEFAULT-VALUE}.")
  private int pause;

  @Option(
      names = "--rate",
      defaultValue = "10",
      description = "Documents a second. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--steady",
      defaultValue = "60",
      description = "Seconds without swaps before. Default: ${DEFAULT-VALUE}.")
  private int steadySeconds;

  @Spec private CommandSpec spec;

  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final Map<String, Long> came = new ConcurrentHashMap<>();

  /** When the first result of each epoch came. */
  private final Map<Long, Long> served = new ConcurrentHashMap<>();

  private int documents;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public SwapsCommand() {}

  @Override
  public Integer call() throws Exception {
    ClusterHome home = ClusterHome.current();
    try (TemporaryFolder folder = TemporaryFolder.create("qklm-swaps-");
        BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 1);
        ClusterRepository repository =
            ClusterRepository.over(
                folder.path().resolve("knowledge"), store.snapshot(embedder), embedder)) {
      List<EpochName> made = new ArrayList<>();
      for (int i = 0; i <= epochs; i++) {
        made.add(repository.next());
      }
      try (Live live = Live.open(home, folder.path().resolve("live"))) {
        return run(live, repository, made);
      }
    }
  }

  @SuppressWarnings("try") // the readers work by themselves
  private int run(Live live, ClusterRepository repository, List<EpochName> made) throws Exception {
    for (String topic : List.of(DOCUMENTS, RESULTS, RESULTS + "-dead-letters")) {
      live.createTopic(topic, PARTITIONS, Map.of());
    }
    List<String> results = List.of(RESULTS, RESULTS + "-dead-letters");
    try (ControlTopic control = new ControlTopic(live.servers(), "kg-epochs");
        CommittedResults committed = new CommittedResults(live.servers(), results, PARTITIONS);
        ResultReader reader =
            new ResultReader(
                live.servers(), RESULTS, PARTITIONS, false, (json, bytes, at) -> see(json, at));
        Documents out = new Documents(live.servers())) {
      control.say(repository.announcement(made.get(0)));
      String id =
          live.submit(
              DOCUMENTS,
              RESULTS,
              control.name(),
              List.of("--checkpoint-interval=1s", "--parallelism=2"));
      long worker = live.flink().worker().pid();
      NewsDocuments news = NewsDocuments.read();
      ResultLedger ledger = committed.ledger();
      // Until the compiler is done.
      send(out, news, ledger, "warm", Duration.ofSeconds(15));
      committed.await(PATIENCE, () -> true);
      WorkerFigures before = WorkerFigures.of(worker);
      send(out, news, ledger, "steady", Duration.ofSeconds(steadySeconds));
      Map<Long, Long> announced = new ConcurrentHashMap<>();
      Thread announcing =
          new Thread(() -> announce(control, repository, made, announced), "announcements");
      announcing.start();
      send(out, news, ledger, "swapping", Duration.ofMillis((long) epochs * pause));
      announcing.join();
      committed.await(PATIENCE, () -> true);
      WorkerFigures after = WorkerFigures.of(worker);
      int restores = live.flink().rest().restores(id);
      print(ledger, announced, before, after, restores);
      return ledger.missing() == 0 && ledger.doubled() == 0 && ledger.problems().isEmpty() ? 0 : 1;
    }
  }

  private void announce(
      ControlTopic control,
      ClusterRepository repository,
      List<EpochName> made,
      Map<Long, Long> announced) {
    try {
      for (EpochName epoch : made.subList(1, made.size())) {
        EpochAnnouncement announcement = repository.announcement(epoch);
        announced.put(epoch.number(), System.currentTimeMillis());
        control.say(announcement);
        Thread.sleep(pause);
      }
    } catch (IOException e) {
      throw new IllegalStateException("an epoch could not be announced", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(
      Documents out, NewsDocuments news, ResultLedger ledger, String phase, Duration time)
      throws IOException, InterruptedException {
    int count = (int) (time.toMillis() * rate / 1_000);
    List<TestDocument> all = news.take(count, phase);
    ledger.expect(all);
    long begun = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = begun + i * 1_000_000_000L / rate;
      Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
      sent.put(all.get(i).id(), System.currentTimeMillis());
      var unused = out.send(DOCUMENTS, all.get(i).id(), all.get(i).text(), null);
    }
    documents += count;
  }

  private void see(JsonNode result, long at) {
    came.putIfAbsent(result.path("id").asText(), at);
    served.putIfAbsent(result.path("provenance").path("epoch").asLong(), at);
  }

  private void print(
      ResultLedger ledger,
      Map<Long, Long> announced,
      WorkerFigures before,
      WorkerFigures after,
      int restores) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Live.head(store.seed()));
    out.printf(
        Locale.ROOT,
        "a store of %,d entities, %d epochs of ten changes, one every %d ms, %d documents, %d a"
            + " second, 2 subtasks in one worker, latency from sending to a reader of uncommitted"
            + " records%n",
        store.entities(),
        epochs,
        pause,
        documents,
        rate);
    List<Double> steady = new ArrayList<>();
    List<Double> swapping = new ArrayList<>();
    List<Double> struck = new ArrayList<>();
    came.forEach(
        (id, at) -> {
          long begun = sent.getOrDefault(id, at);
          if (id.startsWith("steady")) {
            steady.add((double) at - begun);
          } else if (id.startsWith("swapping")) {
            swapping.add((double) at - begun);
            if (duringASwap(begun, at, announced)) {
              struck.add((double) at - begun);
            }
          }
        });
    Distribution quiet = Distribution.of(steady);
    Distribution during = Distribution.of(struck);
    out.println("without swaps                     " + quiet.millis());
    out.println("while epochs come                 " + Distribution.of(swapping).millis());
    out.println("of them, while one was on its way " + during.millis());
    out.printf(
        Locale.ROOT,
        "p99 during swaps / without          %.2f%n",
        during.quantile(0.99) / quiet.quantile(0.99));
    List<Double> took = new ArrayList<>();
    announced.forEach(
        (epoch, at) -> {
          if (served.containsKey(epoch)) {
            took.add((double) served.getOrDefault(epoch, at) - at);
          }
        });
    out.println("announcement to first result      " + Distribution.of(took).millis());
    out.printf(
        Locale.ROOT,
        "lost %d, doubled %d, mixed or wrong %d, restarts %d%n",
        ledger.missing(),
        ledger.doubled(),
        ledger.problems().size(),
        restores);
    ledger.problems().stream().limit(3).forEach(out::println);
    out.printf(
        Locale.ROOT,
        "worker before %.0f MB, %d files; after %.0f MB, %d files%n",
        before.residentMegabytes(),
        before.openFiles(),
        after.residentMegabytes(),
        after.openFiles());
    out.flush();
  }

  /** Whether an epoch was announced and not yet seen to serve in a document's life. */
  private boolean duringASwap(long begun, long ended, Map<Long, Long> announced) {
    return announced.entrySet().stream()
        .anyMatch(
            swap ->
                begun <= served.getOrDefault(swap.getKey(), swap.getValue())
                    && ended >= swap.getValue());
  }
}
