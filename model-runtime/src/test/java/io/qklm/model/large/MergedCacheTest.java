package io.qklm.model.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.store.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedCacheTest {

  private static final byte[] CONTENT = {1, 2, 3, 4};

  @TempDir private Path folder;

  private static MergePlan plan(byte[] content) {
    MergePlan.Matrix matrix =
        new MergePlan.Matrix("m", 0, 1, 1, 0, 1, 1, 0, 0, -1, List.of(), 0, 0, 0);
    return new MergePlan(
        1,
        content.length,
        Sha256.hexOf(content),
        new MergePlan.Words(0, 1, 1, 0, 0),
        List.of(matrix));
  }

  @Test
  void oneMakesItAndTheOthersTakeIt() throws Exception {
    MergedCache cache = new MergedCache(folder.resolve("cache"));
    AtomicInteger made = new AtomicInteger();
    MergedCache.Maker slow =
        (file, progress) -> {
          made.incrementAndGet();
          progress.accept(50);
          Files.write(file, CONTENT);
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Path>> files = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        files.add(threads.submit(() -> cache.file("test", plan(CONTENT), slow)));
      }
      for (Future<Path> file : files) {
        assertThat(file.get()).hasBinaryContent(CONTENT).hasFileName(MergedCache.FILE);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(made).hasValue(1);
  }

  @Test
  void whatWasAlteredIsMadeAgain() throws IOException {
    MergedCache cache = new MergedCache(folder.resolve("cache"));
    Path file = cache.file("test", plan(CONTENT), (to, progress) -> Files.write(to, CONTENT));
    Files.write(file, new byte[] {1, 2, 3, 5});
    AtomicInteger made = new AtomicInteger();
    cache.file(
        "test",
        plan(CONTENT),
        (to, progress) -> {
          made.incrementAndGet();
          Files.write(to, CONTENT);
        });
    assertThat(made).hasValue(1);
    assertThat(file).hasBinaryContent(CONTENT);
  }

  @Test
  void whatComesOutOtherwiseIsRefusedAndNotKept() {
    MergedCache cache = new MergedCache(folder.resolve("cache"));
    MergePlan plan = plan(CONTENT);
    assertThatThrownBy(
            () -> cache.file("test", plan, (to, progress) -> Files.write(to, new byte[4])))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the weights of test came out with the SHA-256")
        .hasMessageContaining("not " + plan.sha256());
    assertThat(folder.resolve("cache").resolve(plan.sha256()).resolve(MergedCache.FILE))
        .doesNotExist();
  }

  @Test
  void aBaseThatIsNotThereIsToldWithHowItIsFetched() {
    BaseArtifact.Part part = new BaseArtifact.Part("a", Sha256.hexOf(CONTENT));
    BaseArtifact artifact =
        new BaseArtifact("some-base", "Apache-2.0", "org.example:base:1.0", "zip", part, part);
    assertThatThrownBy(() -> BaseJar.at(artifact, folder.resolve("none.jar")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "mvn dependency:get -Dtransitive=false -Dartifact=org.example:base:1.0")
        .hasMessageContaining("-Dqklm.base.some-base");
  }
}
