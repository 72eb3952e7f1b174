package io.qklm.benchmarks.scale;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.KnowledgeStore;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads that read one document after the other, each under a lease of its own, until closed. A
 * document's time runs from before the lease is taken to after it is given back.
 */
final class ReaderThreads implements AutoCloseable {

  private static final int MOST_READS = 2_000_000;

  private final KnowledgeStore store;
  private final List<String> documents;
  private final ExecutorService threads;
  private final AtomicLong failed = new AtomicLong();
  private volatile Latencies current = new Latencies(0);
  private volatile boolean ended;

  private ReaderThreads(KnowledgeStore store, List<String> documents, int count) {
    this.store = store;
    this.documents = documents;
    this.threads = Executors.newFixedThreadPool(count);
  }

  static ReaderThreads start(KnowledgeStore store, List<String> documents, int count) {
    ReaderThreads readers = new ReaderThreads(store, documents, count);
    for (int t = 0; t < count; t++) {
      int first = t * documents.size() / count;
      readers.threads.execute(() -> readers.read(first));
    }
    return readers;
  }

  private void read(int first) {
    DocumentReader reader = new DocumentReader();
    for (int i = first; !ended; i++) {
      // A read counts where it began.
      Latencies latencies = current;
      long start = System.nanoTime();
      try (KnowledgeStore.Lease lease = store.lease()) {
        KnowledgeSnapshot snapshot = lease.snapshot();
        reader.read(snapshot, documents.get(i % documents.size()));
      } catch (RuntimeException e) {
        failed.incrementAndGet();
      }
      latencies.add(System.nanoTime() - start);
    }
  }

  /** Begins a new measurement, which {@link #use} ends. */
  Latencies measure() {
    Latencies fresh = new Latencies(MOST_READS);
    current = fresh;
    return fresh;
  }

  /** Reads that begin from now on count here. */
  void use(Latencies latencies) {
    current = latencies;
  }

  /** Reads that threw. */
  long failed() {
    return failed.get();
  }

  @Override
  public void close() {
    ended = true;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("a reading thread did not end within a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
