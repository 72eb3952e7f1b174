package io.qklm.cluster.step;

import io.qklm.cluster.knowledge.ClusterRepository;
import io.qklm.flink.knowledge.Backoff;
import io.qklm.flink.knowledge.EpochLease;
import io.qklm.flink.knowledge.EpochRequest;
import io.qklm.flink.knowledge.SharedEpochs;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.FolderStore;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.kg.store.serving.EpochLoader;
import io.qklm.kg.store.serving.SwapperOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A worker that opens announced epochs while the calls of its repository fail. */
final class FetchStep {

  /** As a worker's, with shorter pauses. */
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

  private FetchStep() {}

  /**
   * Runs a fault.
   *
   * @param place for the repository and the cache; new
   * @param times how often a call fails that fails often
   * @param hang how long one hangs
   */
  static StepRun run(
      StepFault fault,
      Path place,
      EntityEmbedder embedder,
      int times,
      Duration hang,
      Duration patience)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Trouble trouble = new Trouble();
    List<String> refusals = new CopyOnWriteArrayList<>();
    List<String> problems = new ArrayList<>();
    Path cache = place.resolve("cache");
    try (ClusterRepository made = ClusterRepository.create(place, embedder);
        SnapshotRepository troubled =
            new SnapshotRepository(
                new TroubledStore(
                    FolderStore.create(made.place(), Steps.NONE),
                    trouble,
                    false,
                    Clock.systemUTC()));
        EpochLoader loader =
            new EpochLoader(
                troubled,
                SwapperOptions.caching(cache).forEmbedding(embedder.digest()),
                Clock.systemUTC());
        SharedEpochs<KnowledgeSnapshot> epochs =
            new SharedEpochs<>(wanted -> loader.open(wanted.epoch()), loader::close, BACKOFF, 1)) {
      try (EpochLease<KnowledgeSnapshot> before =
          await(epochs.request(made.announcement(made.first()), refusals::add), patience)) {
        EpochName next = made.next();
        EpochAnnouncement announcement = made.announcement(next);
        if (fault.kind() == StepFault.Kind.HANG) {
          trouble.hang(fault.call(), hang);
        } else {
          trouble.fail(fault.call(), fault.kind() == StepFault.Kind.ONCE ? 1 : times);
        }
        try (EpochLease<KnowledgeSnapshot> after =
            await(epochs.request(announcement, refusals::add), patience)) {
          if (!after.opened().digest().equals(next.digest())) {
            problems.add("another epoch was opened than the one that was announced");
          }
          if (before.opened().entity(0) == null) {
            problems.add("the epoch before served no more");
          }
        }
      }
      if (refusals.size() > 1) {
        problems.add("it was told of more than once: " + refusals);
      }
      if (Files.exists(cache.resolve("incoming"))) {
        problems.add("what came in was not cleared");
      }
    } catch (TimeoutException e) {
      problems.add(
          "the epoch was not open in " + patience.toSeconds() + " s; said was " + refusals);
    }
    return new StepRun(fault, (System.nanoTime() - begun) / 1e9, trouble.met(), problems);
  }

  private static EpochLease<KnowledgeSnapshot> await(
      EpochRequest<KnowledgeSnapshot> request, Duration patience)
      throws IOException, InterruptedException, TimeoutException {
    try {
      return request.lease().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("an epoch could not be opened", e);
    } catch (TimeoutException e) {
      request.close();
      throw e;
    }
  }
}
