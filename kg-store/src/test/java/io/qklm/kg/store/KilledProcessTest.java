package io.qklm.kg.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityId;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compacting and swapping, ended as {@code kill -9} would: all is whole and the work can be done.
 */
@Timeout(300)
class KilledProcessTest {

  @TempDir static Path folder;
  private static Path first;
  private static Path second;

  @BeforeAll
  static void build() throws IOException {
    first = SnapshotFixtures.snapshot(folder);
    second = folder.resolve("second");
    EpochFixtures.delta(first, second, Steps.NONE);
  }

  private static ProcessBuilder java(Class<?> main, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  @Test
  void compactionLeavesAllOrNothing() throws Exception {
    List<String> steps = new ArrayList<>();
    compact(second, folder.resolve("dry"), steps::add);
    for (int step = 1; step <= steps.size(); step++) {
      Path work = Files.createDirectory(folder.resolve("compact-" + step));
      Path output = work.resolve("output");
      Process child =
          java(CompactionChild.class, second.toString(), output.toString(), "" + step)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(child.exitValue()).as(steps.get(step - 1)).isEqualTo(137);
      assertThat(output).doesNotExist();
      compact(second, output, Steps.NONE);
      KnowledgeSnapshot.open(output).close();
      KnowledgeSnapshot.open(second).close();
      try (Stream<Path> left = Files.list(work)) {
        assertThat(left).as("what the killed process left is gone").containsExactly(output);
      }
    }
  }

  private static void compact(Path parent, Path output, Steps steps) throws IOException {
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(parent)) {
      Compaction.of(
              snapshot, Compaction.Options.after(snapshot, output), BuildProgress.SILENT, steps)
          .run();
    }
  }

  /** Compacts and halts before a step. */
  static final class CompactionChild {

    private CompactionChild() {}

    public static void main(String[] arguments) throws IOException {
      int fatal = Integer.parseInt(arguments[2]);
      int[] count = {0};
      compact(
          Path.of(arguments[0]),
          Path.of(arguments[1]),
          step -> {
            if (++count[0] == fatal) {
              Runtime.getRuntime().halt(137);
            }
          });
    }
  }

  /** A swap changes leases and the cache at any time, so here the moment is left to chance. */
  @Test
  void aProcessThatSwapsCanBeKilledAtAnyTime() throws Exception {
    Path place = folder.resolve("repository");
    Path cache = folder.resolve("cache");
    SnapshotRepository repository = SnapshotRepository.create(place.toString());
    EpochName old = new EpochPublisher(repository).publish(first).epoch();
    EpochName head = new EpochPublisher(repository).publish(second).epoch();
    for (int round = 0; round < 3; round++) {
      Process child =
          java(SwapLoop.class, place.toString(), cache.toString(), "1", "1000000")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
      while (!Files.isDirectory(cache.resolve(old.toString())) && System.nanoTime() < end) {
        Thread.sleep(1);
      }
      Thread.sleep(40L * round);
      child.destroyForcibly().waitFor();
      assertThat(new EpochCatalog(repository).problems()).isEmpty();
      assertThat(repository.leased(java.time.Instant.now())).isNotEmpty();
      try (EpochSwapper swapper = EpochSwapper.open(repository, SwapperOptions.caching(cache))) {
        assertThat(swapper.inForce()).isEqualTo(head);
        assertThat(swapper.swapTo(old)).isInstanceOf(SwapOutcome.Swapped.class);
        try (KnowledgeStore.Lease lease = swapper.store().lease()) {
          assertThat(lease.snapshot().ordinal(new EntityId("Q64"))).isPresent();
        }
      }
    }
  }
}
