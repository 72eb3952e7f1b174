package io.qklm.benchmarks.kills;

import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.KnowledgeStore;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.kg.store.build.VectorOptions;
import io.qklm.kg.store.change.Compaction;
import io.qklm.kg.store.change.DeltaBuild;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochCollector;
import io.qklm.kg.store.repository.EpochFetcher;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.FolderStore;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.kg.store.serving.EpochSwapper;
import io.qklm.kg.store.serving.SwapOutcome;
import io.qklm.kg.store.serving.SwapperOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a process is killed in, over a folder of its own: it can be done again after any kill. */
enum Work {
  /** A first snapshot, with checkpoints from which the next call goes on. */
  BUILD {
    @Override
    void prepare(Place place) {}

    @Override
    void run(Place place, Steps steps) throws IOException {
      if (!Files.exists(place.first())) {
        build(place, steps);
      }
    }

    @Override
    void check(Place place) throws IOException {
      expect(size(place.first()) == SmallKnowledge.ENTITIES, "the snapshot is not whole");
    }
  },

  /** The next epoch: made of updates, published, fetched by a worker that had the first. */
  CHANGE {
    @Override
    void prepare(Place place) throws IOException {
      build(place, Steps.NONE);
      try (SnapshotRepository repository = place.repository(Steps.NONE)) {
        new EpochPublisher(repository).publish(place.first());
        new EpochFetcher(repository, place.cache(), Steps.NONE).fetchInForce();
      }
    }

    @Override
    void run(Place place, Steps steps) throws IOException {
      if (!Files.exists(place.second())) {
        delta(place.first(), place.second(), DeltaBuild.Options.SEGMENTS, steps);
      }
      try (SnapshotRepository repository = place.repository(steps)) {
        new EpochPublisher(repository).publish(place.second());
        new EpochFetcher(repository, place.cache(), steps).fetchInForce();
      }
    }

    @Override
    void check(Place place) throws IOException {
      expect(served(place) == 2, "the second epoch is not served");
    }
  },

  /** An epoch that merges the tables and names of the two before it. */
  MERGE {
    @Override
    void prepare(Place place) throws IOException {
      build(place, Steps.NONE);
      delta(place.first(), place.between(), DeltaBuild.Options.SEGMENTS, Steps.NONE);
      delta(place.between(), place.second(), DeltaBuild.Options.SEGMENTS, Steps.NONE);
    }

    @Override
    void run(Place place, Steps steps) throws IOException {
      if (!Files.exists(place.third())) {
        delta(place.second(), place.third(), 2, steps);
      }
    }

    @Override
    void check(Place place) throws IOException {
      COMPACT.check(place);
    }
  },

  /** A serving process goes from the first epoch to the second. */
  SWAP {
    @Override
    void prepare(Place place) throws IOException {
      CHANGE.prepare(place);
      delta(place.first(), place.second(), DeltaBuild.Options.SEGMENTS, Steps.NONE);
      try (SnapshotRepository repository = place.repository(Steps.NONE)) {
        new EpochPublisher(repository).publish(place.second());
      }
    }

    @Override
    void run(Place place, Steps steps) throws IOException {
      try (SnapshotRepository repository = place.repository(steps)) {
        SwapperOptions options =
            SwapperOptions.caching(place.cache()).beginningWith(repository.epochs().get(0));
        try (EpochSwapper swapper =
            EpochSwapper.open(repository, options, Clock.systemUTC(), steps)) {
          SwapOutcome outcome = swapper.swapToHead();
          expect(outcome instanceof SwapOutcome.Swapped, "refused: " + outcome);
          try (KnowledgeStore.Lease lease = swapper.store().lease()) {
            expect(
                lease.snapshot().ordinal(SmallKnowledge.ADDED).isPresent(),
                "what the update brought is not served");
          }
        }
      }
    }

    @Override
    void check(Place place) throws IOException {
      CHANGE.check(place);
    }
  },

  /** The second epoch written anew as the third. */
  COMPACT {
    @Override
    void prepare(Place place) throws IOException {
      build(place, Steps.NONE);
      delta(place.first(), place.second(), DeltaBuild.Options.SEGMENTS, Steps.NONE);
    }

    @Override
    void run(Place place, Steps steps) throws IOException {
      if (Files.exists(place.third())) {
        return;
      }
      try (KnowledgeSnapshot parent = KnowledgeSnapshot.open(place.second())) {
        Compaction.of(
                parent,
                Compaction.Options.after(parent, place.third()),
                BuildProgress.SILENT,
                steps)
            .run();
      }
    }

    @Override
    void check(Place place) throws IOException {
      expect(size(place.third()) == SmallKnowledge.ENTITIES + 1, "the compact one is not whole");
      expect(size(place.second()) == SmallKnowledge.ENTITIES + 1, "its parent was harmed");
    }
  },

  /** All epochs but the newest are removed. */
  REMOVE {
    @Override
    void prepare(Place place) throws IOException {
      SWAP.prepare(place);
    }

    @Override
    void run(Place place, Steps steps) throws IOException {
      try (SnapshotRepository repository = place.repository(steps)) {
        new EpochCollector(repository, Clock.systemUTC()).collect(1);
      }
    }

    @Override
    void check(Place place) throws IOException {
      CHANGE.check(place);
      try (SnapshotRepository repository = place.repository(Steps.NONE)) {
        expect(repository.epochs().size() == 1, "the first epoch was not removed");
      }
    }
  };

  /** Where it happens. */
  record Place(Path folder) {

    Path first() {
      return folder.resolve("first");
    }

    Path between() {
      return folder.resolve("between");
    }

    Path second() {
      return folder.resolve("second");
    }

    Path third() {
      return folder.resolve("third");
    }

    Path cache() throws IOException {
      return Files.createDirectories(folder.resolve("cache"));
    }

    boolean hasRepository() {
      return Files.exists(folder.resolve("repository"));
    }

    SnapshotRepository repository(Steps steps) throws IOException {
      return new SnapshotRepository(FolderStore.create(folder.resolve("repository"), steps));
    }
  }

  /** What must be there before. */
  abstract void prepare(Place place) throws IOException;

  /** The work, from its beginning or from where it was killed. */
  abstract void run(Place place, Steps steps) throws IOException;

  /** Throws if the work, once done, did not come to what it should. */
  abstract void check(Place place) throws IOException;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What must hold right after a kill, before anything is done again. */
  void checkKilled(Place place) throws IOException {
    for (Path snapshot : List.of(place.first(), place.between(), place.second(), place.third())) {
      if (Files.exists(snapshot)) {
        KnowledgeSnapshot.open(snapshot).close();
      }
    }
    if (place.hasRepository()) {
      try (SnapshotRepository repository = place.repository(Steps.NONE)) {
        EpochCatalog catalog = new EpochCatalog(repository);
        List<String> problems = catalog.problems();
        expect(problems.isEmpty(), "the repository does not verify: " + problems);
        List<EpochName> epochs = repository.epochs();
        for (EpochName epoch : epochs) {
          expect(catalog.complete(epoch), "epoch " + epoch.number() + " is not complete");
        }
        expect(
            served(place) <= epochs.get(epochs.size() - 1).number(),
            "something is served that is not there");
      }
    }
  }

  private static void build(Place place, Steps steps) throws IOException {
    KnowledgeBuild.Options options =
        KnowledgeBuild.Options.into(place.first(), 1)
            .withVectors(VectorOptions.defaults().withBytes(4).withTrainingSample(256))
            .resuming(Duration.ZERO);
    new KnowledgeBuild(
            options, new SmallKnowledge.Embedder(), Optional.empty(), BuildProgress.SILENT, steps)
        .run(List.of(new SmallKnowledge()));
  }

  private static void delta(Path from, Path to, int segments, Steps steps) throws IOException {
    try (KnowledgeSnapshot parent = KnowledgeSnapshot.open(from)) {
      new DeltaBuild(
              parent,
              DeltaBuild.Options.after(parent, to).withSegments(segments),
              new SmallKnowledge.Embedder(),
              steps)
          .run(SmallKnowledge.update());
    }
  }

  private static long size(Path snapshot) throws IOException {
    try (KnowledgeSnapshot opened = KnowledgeSnapshot.open(snapshot)) {
      return opened.size();
    }
  }

  /** The number of the epoch that a worker comes to serve. */
  private static long served(Place place) throws IOException {
    try (SnapshotRepository repository = place.repository(Steps.NONE)) {
      EpochFetcher fetcher = new EpochFetcher(repository, place.cache(), Steps.NONE);
      try (KnowledgeSnapshot opened = KnowledgeSnapshot.open(fetcher.fetchInForce().folder())) {
        return opened.manifest().epoch();
      }
    }
  }

  private static void expect(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }
}
