package io.qklm.benchmarks.scale;

import io.qklm.kg.Entity;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.KnowledgeSnapshot.Options;
import io.qklm.kg.store.KnowledgeSnapshot.Verification;
import io.qklm.kg.store.change.DeltaBuild;
import io.qklm.kg.store.files.FileTrees;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.kg.store.serving.EpochSwapper;
import io.qklm.kg.store.serving.SwapOutcome;
import io.qklm.kg.store.serving.SwapperOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deltas through a repository in a folder, and swaps under reading threads. */
@Command(
    name = "swap",
    description = "Build, publish, fetch and swap in deltas while threads read.",
    mixinStandardHelpOptions = true)
final class ScaleSwapCommand implements Callable<Integer> {

  private static final int QUIET_DELTAS = 3;
  private static final int SWAPS_UNDER_READERS = 5;
  private static final long STEADY_MILLIS = 6_000;
  private static final long PAUSE_MILLIS = 1_000;

  @Mixin private StoreOption store = new StoreOption();

  @Option(names = "--updates", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}.")
  private int updates;

  @Option(names = "--readers", defaultValue = "8", description = "Default: ${DEFAULT-VALUE}.")
  private int readers;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  ScaleSwapCommand() {}

  @Override
  public Integer call() throws Exception {
    Figures figures = store.figures(spec.commandLine().getOut(), "swap");
    Path work = store.store().resolve("epochs");
    FileTrees.delete(work);
    try (SnapshotRepository repository =
        SnapshotRepository.create(work.resolve("repository").toString())) {
      EpochPublisher publisher = new EpochPublisher(repository);
      long start = System.nanoTime();
      EpochName first = publisher.publish(store.snapshot()).epoch();
      figures.put("publish the whole store, s", seconds(start));
      start = System.nanoTime();
      SwapperOptions options = SwapperOptions.caching(work.resolve("cache")).beginningWith(first);
      try (EpochSwapper swapper = EpochSwapper.open(repository, options)) {
        figures.put("fetch and open the whole store, s", seconds(start));
        swap(figures, publisher, swapper, work);
      }
      figures.put("peak resident MB", ProcessMemory.peak()).save();
    } finally {
      FileTrees.delete(work);
    }
    return 0;
  }

  private void swap(Figures figures, EpochPublisher publisher, EpochSwapper swapper, Path work)
      throws Exception {
    List<Double> build = new ArrayList<>();
    List<Double> publish = new ArrayList<>();
    List<Double> fetch = new ArrayList<>();
    List<EpochName> waiting = new ArrayList<>();
    long bytes = 0;
    Path parent = store.snapshot();
    for (int epoch = 2; epoch < 2 + QUIET_DELTAS + SWAPS_UNDER_READERS; epoch++) {
      Path next = work.resolve("delta-" + epoch);
      long start = System.nanoTime();
      buildDelta(parent, next, epoch);
      build.add(seconds(start));
      start = System.nanoTime();
      EpochPublisher.Publication published = publisher.publish(next);
      publish.add(seconds(start));
      bytes = published.sentBytes();
      if (epoch < 2 + QUIET_DELTAS) {
        fetch.add(swapTo(swapper, published.epoch()));
      } else {
        waiting.add(published.epoch());
      }
      parent = next;
    }
    mergeNames(figures, parent, work.resolve("merged-names"));
    figures.put("delta of " + updates + ", MB", bytes / 1e6);
    figures.put("build a delta, median s", median(build));
    figures.put("publish a delta, median s", median(publish));
    figures.put("fetch, verify, open, swap, median s", median(fetch));
    underReaders(figures, swapper, waiting);
  }

  /** What a delta does beside its own work when it finds as many segments of names. */
  private static void mergeNames(Figures figures, Path snapshot, Path merged) throws IOException {
    Options trusting = Options.defaults().withVerification(Verification.SIZES);
    try (KnowledgeSnapshot opened = KnowledgeSnapshot.open(snapshot, trusting)) {
      long start = System.nanoTime();
      opened.aliases().mergeDeltas(opened.aliases().deltas(), merged);
      figures.put("merge " + opened.aliases().deltas() + " segments of names, s", seconds(start));
    }
  }

  private void underReaders(Figures figures, EpochSwapper swapper, List<EpochName> epochs)
      throws Exception {
    List<String> documents = GeneratedDocuments.documents(500, store.entities, store.seed);
    try (ReaderThreads threads = ReaderThreads.start(swapper.store(), documents, readers)) {
      Thread.sleep(STEADY_MILLIS / 3); // Until the compiler is done.
      Latencies steady = threads.measure();
      Thread.sleep(STEADY_MILLIS);
      Latencies during = threads.measure();
      List<Double> took = new ArrayList<>();
      for (EpochName epoch : epochs) {
        threads.use(during);
        took.add(swapTo(swapper, epoch));
        threads.use(new Latencies(0));
        Thread.sleep(PAUSE_MILLIS);
      }
      figures.put("reading threads", readers);
      figures.put("reads, steady", steady.count());
      figures.put("reads during " + epochs.size() + " swaps", during.count());
      figures.put("failed reads", (double) threads.failed());
      figures.put("fetch, verify, open, swap under readers, s", median(took));
      figures.put("read, steady, median ms", steady.millis(0.5));
      figures.put("read, steady, p99 ms", steady.millis(0.99));
      figures.put("read during swaps, median ms", during.millis(0.5));
      figures.put("read during swaps, p99 ms", during.millis(0.99));
      figures.put("p99 during swaps / steady", during.millis(0.99) / steady.millis(0.99));
    }
  }

  private static double swapTo(EpochSwapper swapper, EpochName epoch) throws IOException {
    long start = System.nanoTime();
    SwapOutcome outcome = swapper.swapTo(epoch);
    if (!(outcome instanceof SwapOutcome.Swapped)) {
      throw new IOException("epoch " + epoch.number() + " was not swapped in: " + outcome);
    }
    return seconds(start);
  }

  /** Half of the updates change entities all over the store, half are new. */
  private void buildDelta(Path parent, Path next, int epoch) throws IOException {
    GeneratedGraph graph = new GeneratedGraph(store.entities, store.seed);
    List<KnowledgeUpdate> changes = new ArrayList<>(updates);
    int half = updates / 2;
    for (int u = 0; u < half; u++) {
      int i = (int) ((long) u * store.entities / half + epoch) % store.entities;
      changes.add(upsert(graph, graph.entity(i, epoch - 1), i));
      int fresh = store.entities + (epoch - 2) * half + u;
      changes.add(upsert(graph, graph.entity(fresh), fresh));
    }
    Options trusting = Options.defaults().withVerification(Verification.SIZES);
    try (KnowledgeSnapshot before = KnowledgeSnapshot.open(parent, trusting)) {
      new DeltaBuild(
              before, DeltaBuild.Options.after(before, next), new SeededEmbedder(), Steps.NONE)
          .run(changes);
    }
  }

  private static KnowledgeUpdate upsert(GeneratedGraph graph, Entity entity, int i) {
    return new KnowledgeUpdate.Upsert(entity, graph.facts(i), List.of());
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
