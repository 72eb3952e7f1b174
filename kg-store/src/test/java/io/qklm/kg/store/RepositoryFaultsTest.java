package io.qklm.kg.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.store.files.FileTrees;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochFetcher;
import io.qklm.kg.store.repository.EpochPublisher;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Building, publishing and fetching an epoch that merges what the two before it left, interrupted
 * before every step that changes the disk: afterwards the repository is whole, the newest complete
 * epoch serves, and the same work, done again, succeeds.
 */
class RepositoryFaultsTest {

  @TempDir static Path folder;
  private static Path parent;
  private static int steps;
  private static final List<String> NAMES = new ArrayList<>();

  /** Where the interruption struck. */
  private static final class Struck extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** Counts steps and strikes before one of them. */
  private static final class Counter implements Steps {
    private final int fatal;
    private final Runnable end;
    private int count;
    private String struck = "";

    Counter(int fatal, Runnable end) {
      this.fatal = fatal;
      this.end = end;
    }

    @Override
    public void before(String step) throws IOException {
      if (++count == fatal) {
        struck = step;
        end.run();
        throw new Struck();
      }
    }
  }

  @BeforeAll
  static void buildParentAndCountSteps() throws IOException {
    parent = SnapshotFixtures.snapshot(folder);
    for (int delta = 0; delta < 2; delta++) {
      Path next = folder.resolve("delta-" + delta);
      EpochFixtures.delta(parent, next, Steps.NONE);
      parent = next;
    }
    Scene scene = new Scene("dry");
    NAMES.clear();
    scene.run(NAMES::add);
    steps = NAMES.size();
  }

  /** A repository that holds the parent, and a worker that fetched it. */
  private static final class Scene {
    private final Path work;
    private final Path repository;
    private final Path cache;

    Scene(String name) throws IOException {
      work = Files.createDirectories(folder.resolve(name));
      repository = work.resolve("repository");
      cache = Files.createDirectories(work.resolve("cache"));
      SnapshotRepository opened = SnapshotRepository.create(repository.toString());
      new EpochPublisher(opened).publish(parent);
      new EpochFetcher(opened, cache, Steps.NONE).fetchInForce();
    }

    void run(Steps interruption) throws IOException {
      EpochFixtures.deltaPublishFetch(parent, work, repository, cache, interruption);
    }

    /** Whole, serving, and fit for another try. */
    void check(int step) throws IOException {
      SnapshotRepository opened = SnapshotRepository.create(repository.toString());
      EpochCatalog catalog = new EpochCatalog(opened);
      assertThat(catalog.problems()).as("after step %d", step).isEmpty();
      int complete = 0;
      for (var epoch : opened.epochs()) {
        complete += catalog.complete(epoch) ? 1 : 0;
      }
      assertThat(complete)
          .as("complete epochs after step %d", step)
          .isEqualTo(opened.epochs().size());
      Path serving = new EpochFetcher(opened, cache, Steps.NONE).fetchInForce().folder();
      long first;
      try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(serving)) {
        first = snapshot.manifest().epoch();
        assertThat(first).isBetween(3L, 4L);
      }
      run(Steps.NONE);
      Path next = new EpochFetcher(opened, cache, Steps.NONE).fetchInForce().folder();
      try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(next)) {
        assertThat(snapshot.manifest().epoch()).as("after step %d", step).isEqualTo(4);
        assertThat(snapshot.aliases().candidates("Echo", 1)).hasSize(1);
      }
      assertThat(catalog.problems()).isEmpty();
    }
  }

  @Test
  void failsAtEveryStep() throws IOException {
    assertThat(steps).isGreaterThan(40);
    assertThat(NAMES).contains("merge tables of entities", "merge names");
    for (int step = 1; step <= steps; step++) {
      Scene scene = new Scene("fail-" + step);
      Counter counter = new Counter(step, () -> {});
      boolean failed = false;
      try {
        scene.run(counter);
      } catch (Struck e) {
        failed = true;
      }
      // A fetch goes on without a lease that cannot be written.
      assertThat(failed)
          .as("step %d of %d, %s", step, steps, counter.struck)
          .isEqualTo(!counter.struck.contains(".fetch-"));
      scene.check(step);
      FileTrees.delete(scene.work);
    }
  }

  @Test
  void isKilledAtSomeSteps() throws Exception {
    for (int step = 3; step <= steps; step += Math.max(1, steps / 8)) {
      Scene scene = new Scene("kill-" + step);
      Process child =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      "-XX:TieredStopAtLevel=1",
                      "-cp",
                      System.getProperty("java.class.path"),
                      Child.class.getName(),
                      parent.toString(),
                      scene.work.toString(),
                      String.valueOf(step)))
              .inheritIO()
              .start();
      assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(child.exitValue()).isEqualTo(137);
      scene.check(step);
    }
  }

  /** Does the work in a process of its own and halts it before a step, as {@code kill -9} would. */
  static final class Child {

    private Child() {}

    public static void main(String[] arguments) throws IOException {
      Path work = Path.of(arguments[1]);
      EpochFixtures.deltaPublishFetch(
          Path.of(arguments[0]),
          work,
          work.resolve("repository"),
          work.resolve("cache"),
          new Counter(Integer.parseInt(arguments[2]), () -> Runtime.getRuntime().halt(137)));
    }
  }
}
