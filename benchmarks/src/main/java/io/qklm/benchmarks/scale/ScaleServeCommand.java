package io.qklm.benchmarks.scale;

import io.qklm.kg.alias.SurfaceMatch;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.KnowledgeSnapshot.Options;
import io.qklm.kg.store.KnowledgeSnapshot.Verification;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Opening, cost of a document, scan rate, and memory of a process that serves the store. */
@Command(
    name = "serve",
    description = "Open time, cost of a document, alias scan, resident memory.",
    mixinStandardHelpOptions = true)
final class ScaleServeCommand implements Callable<Integer> {

  private static final int DOCUMENTS = 200;

  /** Processor time does not count what other programs on the machine take. */
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int OPENINGS = 7;
  private static final int BATCH = 64;

  @Mixin private StoreOption store = new StoreOption();

  @Option(
      names = "--threads",
      defaultValue = "8",
      description = "Threads that read all over the store; default: ${DEFAULT-VALUE}.")
  private int threads;

  @Option(
      names = "--reads",
      defaultValue = "200000",
      description = "Entities they read in all; default: ${DEFAULT-VALUE}.")
  private int reads;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  ScaleServeCommand() {}

  @Override
  public Integer call() throws Exception {
    Figures figures = store.figures(spec.commandLine().getOut(), "serve");
    Options trusting = Options.defaults().withVerification(Verification.SIZES);
    figures.put("open, sizes verified, ms", openMillis(trusting, OPENINGS));
    figures.put("open, all digests verified, ms", openMillis(Options.defaults(), 1));
    List<String> documents = GeneratedDocuments.documents(DOCUMENTS, store.entities, store.seed);
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(store.snapshot(), trusting)) {
      figures.put("resident after opening, MB", ProcessMemory.resident());
      documents(snapshot, documents, figures);
      scan(snapshot, documents, figures);
      readAllOver(snapshot, figures);
      figures.put("resident, serving, MB", ProcessMemory.resident());
      figures.put("of it not backed by files, MB", ProcessMemory.anonymous());
    }
    figures.save();
    return 0;
  }

  /** The median. */
  private double openMillis(Options options, int times) throws IOException {
    double[] millis = new double[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      KnowledgeSnapshot.open(store.snapshot(), options).close();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    return millis[times / 2];
  }

  private static void documents(
      KnowledgeSnapshot snapshot, List<String> documents, Figures figures) {
    DocumentReader warm = new DocumentReader();
    documents.forEach(text -> warm.read(snapshot, text));
    DocumentReader reader = new DocumentReader();
    Latencies latencies = new Latencies(3 * documents.size());
    Latencies processor = new Latencies(3 * documents.size());
    long vectors = 0;
    for (int round = 0; round < 3; round++) {
      for (String text : documents) {
        long start = System.nanoTime();
        long used = THREADS.getCurrentThreadCpuTime();
        vectors += reader.read(snapshot, text);
        processor.add(THREADS.getCurrentThreadCpuTime() - used);
        latencies.add(System.nanoTime() - start);
      }
    }
    double read = latencies.count();
    figures.put("matches a document", reader.matches() / read);
    figures.put("candidates a document", reader.candidates() / read);
    figures.put("vectors a document", vectors / read);
    figures.put("document, processor time, median ms", processor.millis(0.5));
    figures.put("document, median ms", latencies.millis(0.5));
    figures.put("document, p99 ms", latencies.millis(0.99));
  }

  private static void scan(KnowledgeSnapshot snapshot, List<String> documents, Figures figures) {
    long bytes = 0;
    long start = THREADS.getCurrentThreadCpuTime();
    List<SurfaceMatch> matches = new ArrayList<>();
    for (String text : documents) {
      matches.addAll(snapshot.aliases().scan(text));
      bytes += text.getBytes(StandardCharsets.UTF_8).length;
    }
    double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    figures.put("alias scan, MB/s of processor time", bytes / 1e6 / seconds);
    long candidates = 0;
    start = THREADS.getCurrentThreadCpuTime();
    for (SurfaceMatch match : matches) {
      candidates += snapshot.aliases().candidates(match, Integer.MAX_VALUE).size();
    }
    seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    figures.put("candidates/s of processor time", candidates / seconds);
  }

  /** Entities, vectors, texts and facts of ordinals drawn evenly, so that nothing stays cold. */
  private void readAllOver(KnowledgeSnapshot snapshot, Figures figures) throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(threads);
    long start = System.nanoTime();
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        SplittableRandom random = new SplittableRandom(store.seed + t);
        running.add(readers.submit(() -> readBatches(snapshot, random)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      readers.shutdownNow();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    figures.put("entities/s with text and facts, all threads", reads / seconds);
  }

  private void readBatches(KnowledgeSnapshot snapshot, SplittableRandom random) {
    float[][] vectors = new float[BATCH][snapshot.quantizer().dimension()];
    for (int done = 0; done < reads / threads; done += BATCH) {
      int[] ordinals = random.ints(BATCH, 0, (int) snapshot.size()).toArray();
      snapshot.vectors(ordinals, vectors);
      for (int ordinal : ordinals) {
        snapshot.text(ordinal, "en");
        snapshot.facts(ordinal);
      }
    }
  }
}
