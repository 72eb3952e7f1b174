package io.qklm.kg.store.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.qklm.kg.EntityId;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.EpochFixtures;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.KnowledgeStore;
import io.qklm.kg.store.SnapshotFixtures;
import io.qklm.kg.store.change.Compaction;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.SnapshotRepository;
import io.qklm.kg.store.serving.EpochSwapper;
import io.qklm.kg.store.serving.SwapOutcome;
import io.qklm.kg.store.serving.SwapperOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up: a sentence, no half epoch, the one before serves, and space mends it. */
class DiskFullTest {

  @TempDir static Path folder;
  private static Path first;
  private static Path second;

  private Path disk = Path.of("");

  @BeforeAll
  static void build() throws IOException {
    first = SnapshotFixtures.snapshot(folder);
    second = folder.resolve("second");
    EpochFixtures.delta(first, second, Steps.NONE);
  }

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createTempDirectory("qklm-disk");
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString());
    assumeThat(mounted).as("a small file system can be mounted, which needs root").isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", disk.toString());
    Files.deleteIfExists(disk);
  }

  private static boolean run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  /** Leaves room for {@code bytes} on the disk. */
  private Path fillUpTo(int bytes) throws IOException {
    Path ballast = disk.resolve("ballast");
    long free = Files.getFileStore(disk).getUsableSpace() - bytes;
    try (var channel =
        Files.newByteChannel(
            ballast,
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.WRITE)) {
      java.nio.ByteBuffer block = java.nio.ByteBuffer.allocate(4096);
      for (long written = 0; written + 4096 <= free; written += 4096) {
        block.clear();
        channel.write(block);
      }
    }
    return ballast;
  }

  @Test
  void publishingSaysItAndGoesOnWithSpace() throws IOException {
    Path place = disk.resolve("repository");
    SnapshotRepository repository = SnapshotRepository.create(place.toString());
    EpochName served = new EpochPublisher(repository).publish(first).epoch();
    Path ballast = fillUpTo(8192);
    assertThatThrownBy(() -> new EpochPublisher(repository).publish(second))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("the disk of " + place, "is full", "make room");
    EpochCatalog catalog = new EpochCatalog(repository);
    assertThat(catalog.inForce()).hasValue(served);
    assertThat(catalog.problems()).isEmpty();
    Files.delete(ballast);
    EpochName next = new EpochPublisher(repository).publish(second).epoch();
    assertThat(catalog.inForce()).hasValue(next);
    assertThat(catalog.problems()).isEmpty();
    try (Stream<Path> left = Files.list(place.resolve("incoming"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aSwapIsRefusedAndTheEpochBeforeServes() throws IOException {
    SnapshotRepository repository =
        SnapshotRepository.create(folder.resolve("repository").toString());
    new EpochPublisher(repository).publish(first);
    Path cache = disk.resolve("cache");
    try (EpochSwapper swapper = EpochSwapper.open(repository, SwapperOptions.caching(cache))) {
      EpochName before = swapper.inForce();
      EpochName next = new EpochPublisher(repository).publish(second).epoch();
      Path ballast = fillUpTo(4096);
      assertThat(swapper.swapTo(next))
          .isInstanceOfSatisfying(
              SwapOutcome.Refused.class,
              refused ->
                  assertThat(refused.reason())
                      .contains("the disk of " + cache, "is full", "make room"));
      assertThat(swapper.inForce()).isEqualTo(before);
      try (KnowledgeStore.Lease lease = swapper.store().lease()) {
        assertThat(lease.snapshot().ordinal(new EntityId("Q64"))).isPresent();
      }
      Files.delete(ballast);
      assertThat(swapper.swapTo(next)).isInstanceOf(SwapOutcome.Swapped.class);
    }
  }

  @Test
  void aDeltaAndACompactionLeaveNoOutput() throws IOException {
    Path parent = disk.resolve("parent");
    try (Stream<Path> all = Files.walk(first)) {
      for (Path path : all.toList()) {
        Files.copy(path, parent.resolve(first.relativize(path).toString()));
      }
    }
    Path ballast = fillUpTo(24_576);
    Path output = disk.resolve("output");
    assertThatThrownBy(() -> EpochFixtures.delta(parent, output, Steps.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("make room");
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(parent)) {
      Compaction compaction =
          Compaction.of(
              snapshot,
              Compaction.Options.after(snapshot, output),
              BuildProgress.SILENT,
              Steps.NONE);
      assertThatThrownBy(compaction::run)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("make room");
    }
    try (Stream<Path> left = Files.list(disk)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("parent", "ballast");
    }
    Files.delete(ballast);
    EpochFixtures.delta(parent, output, Steps.NONE);
    for (Path whole : List.of(parent, output)) {
      KnowledgeSnapshot.open(whole).close();
    }
  }
}
