package io.qklm.kg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochCollector;
import io.qklm.kg.store.repository.EpochFetcher;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.FolderStore;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing, fetching, rolling back and collecting epochs. */
class RepositoryTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir static Path built;
  private static final List<Path> EPOCHS = new ArrayList<>();

  @TempDir Path folder;
  private SnapshotRepository repository;
  private EpochCatalog catalog;

  @BeforeAll
  static void build() throws IOException {
    EPOCHS.clear();
    EPOCHS.add(SnapshotFixtures.snapshot(built));
    for (int i = 0; i < 3; i++) {
      Path next = built.resolve("epoch-" + i);
      EpochFixtures.delta(EPOCHS.get(i), next, Steps.NONE);
      EPOCHS.add(next);
    }
  }

  @BeforeEach
  void create() throws IOException {
    repository = SnapshotRepository.create(folder.resolve("repository").toString());
    catalog = new EpochCatalog(repository);
  }

  private EpochPublisher.Publication publish(int epoch) throws IOException {
    return new EpochPublisher(repository).publish(EPOCHS.get(epoch));
  }

  private EpochFetcher fetcher() throws IOException {
    return new EpochFetcher(
        repository, Files.createDirectories(folder.resolve("cache")), Steps.NONE);
  }

  @Test
  void sendsAndFetchesOnlyWhatIsMissing() throws IOException {
    EpochPublisher.Publication first = publish(0);
    assertThat(first.sentFiles()).isEqualTo(first.files());
    assertThat(fetcher().fetchInForce().fetchedFiles()).isEqualTo(first.files());
    EpochPublisher.Publication second = publish(1);
    assertThat(second.sentFiles()).isBetween(1, 9);
    EpochFetcher.Fetch fetch = fetcher().fetchInForce();
    assertThat(fetch.epoch()).isEqualTo(second.epoch());
    assertThat(fetch.fetchedFiles()).isEqualTo(second.sentFiles());
    assertThat(fetch.fetchedBytes()).isEqualTo(second.sentBytes());
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(fetch.folder())) {
      assertThat(snapshot.digest()).isEqualTo(second.epoch().digest());
    }
    assertThat(publish(1).sentFiles()).isZero();
    assertThat(fetcher().fetchInForce().fetchedFiles()).isZero();
    assertThat(catalog.problems()).isEmpty();
  }

  @Test
  void rollsBack() throws IOException {
    EpochName first = publish(0).epoch();
    publish(1);
    assertThat(catalog.announce(first.number())).isEqualTo(first);
    assertThat(catalog.inForce()).hasValue(first);
    assertThatThrownBy(() -> catalog.announce(77))
        .hasMessage("the repository has no epoch 77; it has [1, 2]");
  }

  @Test
  void refusesAnotherEpochOfTheSameNumber() throws IOException {
    publish(1);
    Path other = folder.resolve("other");
    EpochFixtures.delta(EPOCHS.get(0), other, Steps.NONE);
    Path manifest = other.resolve("manifest.json");
    Files.writeString(
        manifest, Files.readString(manifest).replace("development build", "another build"));
    assertThatThrownBy(() -> new EpochPublisher(repository).publish(other))
        .hasMessageContainingAll("another epoch 2", "higher number");
  }

  @Test
  void collectsNothingThatIsUsed() throws IOException {
    List<EpochName> names = new ArrayList<>();
    for (int i = 0; i < EPOCHS.size(); i++) {
      names.add(publish(i).epoch());
    }
    repository.lease(names.get(0), "worker", CLOCK.instant().plusSeconds(1));
    repository.lease(names.get(1), "late", CLOCK.instant());
    EpochCollector.Collection collected = new EpochCollector(repository, CLOCK).collect(1);
    assertThat(collected.epochs()).containsExactly(names.get(1), names.get(2));
    assertThat(collected.blobs()).isPositive();
    assertThat(repository.epochs()).containsExactly(names.get(0), names.get(3));
    assertThat(catalog.problems()).isEmpty();
    catalog.announce(names.get(0).number());
    repository.endLease(names.get(0), "worker");
    assertThat(new EpochCollector(repository, CLOCK).collect(1).epochs())
        .as("the epoch in force stays")
        .isEmpty();
    for (EpochName name : repository.epochs()) {
      KnowledgeSnapshot.open(fetcher().fetch(name).folder()).close();
    }
  }

  @Test
  void findsWhatIsDamaged() throws IOException {
    EpochName first = publish(0).epoch();
    EpochName second = publish(1).epoch();
    Path blobs = folder.resolve("repository/blobs");
    String only =
        catalog.manifest(second).files().stream()
            .filter(entry -> entry.path().endsWith("superseded.bin"))
            .findFirst()
            .orElseThrow()
            .sha256();
    byte[] bytes = Files.readAllBytes(blobs.resolve(only));
    bytes[0] ^= 1;
    Files.write(blobs.resolve(only), bytes);
    assertThat(catalog.problems())
        .singleElement()
        .asString()
        .contains("superseded.bin in epoch 2 is cut or altered");
    assertThatThrownBy(() -> fetcher().fetch(second)).hasMessageContaining("SHA-256");
    Files.delete(blobs.resolve(only));
    assertThat(catalog.problems()).singleElement().asString().contains("is missing");
    assertThat(catalog.inForce()).as("the newest complete epoch").hasValue(first);
  }

  @Test
  void aDamagedCopyIsFetchedAgainAndNeverLinkedIntoTheNextEpoch() throws IOException {
    publish(0);
    Path first = fetcher().fetchInForce().folder();
    flip(first.resolve("quantizer.pq"));
    publish(1);
    EpochFetcher.Fetch second = fetcher().fetchInForce();
    KnowledgeSnapshot.open(second.folder()).close();
    EpochFetcher fetcher = fetcher();
    assertThat(fetcher.fetchInForce().fetchedFiles()).isZero();
    flip(second.folder().resolve("quantizer.pq"));
    flip(first.resolve("aliases.fst"));
    assertThat(fetcher.fetchInForce().fetchedFiles()).isEqualTo(1);
    KnowledgeSnapshot.open(second.folder()).close();
  }

  /** Replaces the file, so that its other names keep what they had. */
  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.delete(file);
    Files.write(file, bytes);
  }

  @Test
  void aDamagedManifestInTheCacheKeepsNoOtherEpochFromComing() throws IOException {
    publish(0);
    Path first = fetcher().fetchInForce().folder();
    Files.writeString(first.resolve("manifest.json"), "{");
    publish(1);
    KnowledgeSnapshot.open(fetcher().fetchInForce().folder()).close();
    catalog.announce(1);
    KnowledgeSnapshot.open(fetcher().fetchInForce().folder()).close();
  }

  @Test
  void publishingAgainMendsADamagedManifest() throws IOException {
    EpochName first = publish(0).epoch();
    Path manifest = folder.resolve("repository/epochs").resolve(first + ".json");
    Files.writeString(manifest, "{");
    assertThat(catalog.problems()).singleElement().asString().contains("publish the epoch again");
    publish(0);
    assertThat(catalog.problems()).isEmpty();
  }

  @Test
  void whatTheFetcherAdvisesMendsADamagedBlob() throws IOException {
    EpochName first = publish(0).epoch();
    Path blobs = folder.resolve("repository/blobs");
    String sha256 = catalog.manifest(first).files().get(0).sha256();
    flip(blobs.resolve(sha256));
    assertThatThrownBy(() -> fetcher().fetch(first))
        .hasMessageContainingAll(sha256, "remove it there and publish the epoch again");
    Files.delete(blobs.resolve(sha256));
    publish(0);
    KnowledgeSnapshot.open(fetcher().fetch(first).folder()).close();
  }

  @Test
  void aFetchHoldsALease() throws IOException {
    EpochName first = publish(0).epoch();
    Path cache = Files.createDirectories(folder.resolve("cache"));
    List<EpochName> during = new ArrayList<>();
    new EpochFetcher(repository, cache, step -> during.addAll(repository.leased(Instant.now())))
        .fetch(first);
    assertThat(during).isNotEmpty().containsOnly(first);
    assertThat(repository.leased(Instant.now())).isEmpty();
  }

  /** A lease comes between the collector's look at the leases and its look at the manifest. */
  @Test
  void aCollectorThatIsKilledAtAnyStepLosesNoLeasedEpoch() throws IOException {
    for (int fatal = 1; ; fatal++) {
      Path place = folder.resolve("killed-" + fatal);
      repository = SnapshotRepository.create(place.toString());
      catalog = new EpochCatalog(repository);
      EpochName first = publish(0).epoch();
      publish(1);
      int[] step = {0};
      int end = fatal;
      SnapshotRepository interrupted =
          new SnapshotRepository(
              FolderStore.create(
                  place,
                  name -> {
                    if (++step[0] == 1) {
                      repository.lease(first, "late", CLOCK.instant().plusSeconds(60));
                    }
                    if (step[0] == end) {
                      throw new IOException("killed");
                    }
                  }));
      boolean finished;
      try {
        new EpochCollector(interrupted, CLOCK).collect(1);
        finished = true;
      } catch (IOException e) {
        finished = false;
      }
      new EpochCollector(repository, CLOCK).collect(1);
      assertThat(repository.epochs()).as("killed at step %d", fatal).contains(first);
      assertThat(catalog.problems()).isEmpty();
      assertThat(repository.blobs()).isNotEmpty();
      if (finished) {
        assertThat(fatal).isGreaterThan(4);
        return;
      }
    }
  }
}
