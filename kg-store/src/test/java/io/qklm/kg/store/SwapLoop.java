package io.qklm.kg.store;

import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.kg.store.serving.EpochSwapper;
import io.qklm.kg.store.serving.SwapOutcome;
import io.qklm.kg.store.serving.SwapperOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Swaps between the epochs of a repository over and over while four threads read, and prints by how
 * many kB and open files the process grew. A process of its own, as {@link OpenCloseLoop}.
 */
final class SwapLoop {

  private static final int READERS = 4;
  private static final long PAUSE_NANOS = 200_000;

  private SwapLoop() {}

  /** Repository, cache, swaps before measuring, swaps that are measured. */
  public static void main(String[] arguments) throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong reads = new AtomicLong();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (SnapshotRepository repository = SnapshotRepository.open(arguments[0]);
        EpochSwapper swapper =
            EpochSwapper.open(repository, SwapperOptions.caching(Path.of(arguments[1])))) {
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        Thread reader = new Thread(() -> read(swapper, done, reads));
        reader.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
        reader.start();
        readers.add(reader);
      }
      List<EpochName> epochs = repository.epochs();
      swaps(swapper, epochs, Integer.parseInt(arguments[2]));
      long kilobytes = OpenCloseLoop.residentKilobytes();
      long files = openFiles();
      long before = reads.get();
      swaps(swapper, epochs, Integer.parseInt(arguments[3]));
      System.out.println("grown " + (OpenCloseLoop.residentKilobytes() - kilobytes));
      System.out.println("files " + (openFiles() - files));
      System.out.println("reads " + (reads.get() - before));
      done.set(true);
      for (Thread reader : readers) {
        reader.join();
      }
    }
    System.out.println("failure " + failure.get());
  }

  private static void read(EpochSwapper swapper, AtomicBoolean done, AtomicLong reads) {
    while (!done.get()) {
      try (KnowledgeStore.Lease lease = swapper.store().lease()) {
        KnowledgeSnapshot snapshot = lease.snapshot();
        snapshot.vectors(new int[] {0, 1}, new float[2][snapshot.quantizer().dimension()]);
        snapshot.facts(1);
        snapshot.aliases().candidates("berlin", 3);
        reads.incrementAndGet();
      }
      // Readers that never rest would take the processors from the swaps, not the other way.
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static void swaps(EpochSwapper swapper, List<EpochName> epochs, int count) {
    for (int i = 0; i < count; i++) {
      EpochName next = epochs.get(epochs.indexOf(swapper.inForce()) == 0 ? epochs.size() - 1 : 0);
      if (!(swapper.swapTo(next) instanceof SwapOutcome.Swapped)) {
        throw new IllegalStateException("swap " + i + " was refused");
      }
    }
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
