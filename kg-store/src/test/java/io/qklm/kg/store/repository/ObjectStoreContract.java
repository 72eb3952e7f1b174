package io.qklm.kg.store.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.qklm.kg.store.files.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every backend must do. */
@Timeout(120)
public abstract class ObjectStoreContract {

  private static final int THREADS = 4;

  @TempDir protected Path folder;
  private ObjectStore store;

  /** An empty store, the same for each call of one test; may use {@code folder}. */
  protected abstract ObjectStore open() throws IOException;

  /** Whether the server under test decides between creations at one time, as it should. */
  protected boolean decidesRaces() {
    return true;
  }

  @BeforeEach
  void openStore() throws IOException {
    store = open();
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<String> text(Optional<byte[]> bytes) {
    return bytes.map(b -> new String(b, StandardCharsets.UTF_8));
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(Files.createTempFile(folder, "file", ""), content);
  }

  private void upload(String key, String content) throws IOException {
    store.upload(key, file(bytes(content)), Sha256.hexOf(bytes(content)));
  }

  @Test
  void keepsSmallObjects() throws IOException {
    assertThat(store.read("head")).isEmpty();
    assertThat(store.size("head")).isEmpty();
    store.write("head", bytes("one"));
    store.write("head", bytes("second"));
    store.write("epochs/a-1.json", bytes(""));
    assertThat(text(store.read("head"))).hasValue("second");
    assertThat(store.size("head")).hasValue(6L);
    assertThat(text(store.read("epochs/a-1.json"))).hasValue("");
    assertThat(store.size("epochs/a-1.json")).hasValue(0L);
    assertThat(store.size("epochs")).isEmpty();
    store.delete("head");
    store.delete("head");
    assertThat(store.read("head")).isEmpty();
    assertThat(store.place()).isNotBlank();
  }

  @Test
  void anotherOpenStoreSeesWhatWasWritten() throws IOException {
    store.write("head", bytes("one"));
    try (ObjectStore other = open()) {
      assertThat(text(other.read("head"))).hasValue("one");
      other.delete("head");
    }
    assertThat(store.read("head")).isEmpty();
  }

  @Test
  void listsTheNamesOfAFolder() throws IOException {
    assertThat(store.list("blobs")).isEmpty();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 1_030; i++) {
      String name = "n" + i;
      names.add(name);
      store.write("blobs/" + name, bytes(""));
    }
    store.write("blobs2", bytes(""));
    store.write("blobs-2/x", bytes(""));
    assertThat(store.list("blobs")).containsExactlyInAnyOrderElementsOf(names);
    assertThat(store.list("blobs-2")).containsExactly("x");
    assertThat(store.list("blob")).isEmpty();
  }

  @Test
  void keepsFilesOfTheirDigest() throws IOException {
    upload("blobs/a", "abc");
    upload("blobs/empty", "");
    upload("blobs/a", "abcd");
    assertThat(store.size("blobs/a")).hasValue(4L);
    assertThat(store.size("blobs/empty")).hasValue(0L);
    Path target = folder.resolve("target");
    store.download("blobs/a", target);
    assertThat(target).hasContent("abcd");
    store.download("blobs/empty", folder.resolve("none"));
    assertThat(folder.resolve("none")).isEmptyFile();
    assertThatThrownBy(
            () -> store.upload("blobs/b", file(bytes("abd")), Sha256.hexOf(bytes("abc"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not have the SHA-256");
    assertThat(store.size("blobs/b")).isEmpty();
    assertThat(store.list("blobs")).containsExactlyInAnyOrder("a", "empty");
  }

  @Test
  void goesOnWhereADownloadWasBrokenOff() throws IOException {
    upload("blobs/a", "abcdef");
    Path target = file(bytes("abc"));
    store.download("blobs/a", target);
    assertThat(target).hasContent("abcdef");
    store.download("blobs/a", target);
    assertThat(target).hasContent("abcdef");
    assertThatThrownBy(() -> store.download("blobs/none", folder.resolve("x")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void carriesLargeFiles() throws IOException {
    byte[] large = new byte[12_345_678];
    new Random(3).nextBytes(large);
    store.upload("blobs/large", file(large), Sha256.hexOf(large));
    assertThat(store.size("blobs/large")).hasValue((long) large.length);
    Path target = folder.resolve("large");
    store.download("blobs/large", target);
    assertThat(Sha256.hexOf(target)).isEqualTo(Sha256.hexOf(large));
  }

  @Test
  void refusesKeysThatLeaveTheirPlace() {
    for (String key : List.of("../x", "a/../b", "/etc", "a//b", "", "a/b/c", ".x", "a\\b")) {
      assertThatThrownBy(() -> store.write(key, bytes("x")))
          .as(key)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void createsWhereThereIsNothing() throws IOException {
    assertThat(store.create("locks/1", bytes("first"))).isTrue();
    assertThat(store.create("locks/1", bytes("second"))).isFalse();
    assertThat(text(store.read("locks/1"))).hasValue("first");
  }

  @Test
  void oneOfManyCreates() throws Exception {
    assumeThat(decidesRaces()).isTrue();
    for (int round = 0; round < 50; round++) {
      String key = "locks/race-" + round;
      List<Boolean> won = inThreads(thread -> store.create(key, bytes("by " + thread)));
      assertThat(won).containsOnlyOnce(true);
      int winner = won.indexOf(true);
      assertThat(text(store.read(key))).hasValue("by " + winner);
    }
  }

  @Test
  void theLockCanBeTakenAgain() throws IOException {
    for (int i = 0; i < 3; i++) {
      ObjectStore.WriteLock lock = store.lock();
      lock.check();
      lock.close();
    }
  }

  @Test
  void oneHoldsTheLock() throws Exception {
    assumeThat(decidesRaces()).isTrue();
    int[] inside = {0, 0};
    inThreads(
        thread -> {
          try (ObjectStore own = open()) {
            for (int i = 0; i < 3; i++) {
              ObjectStore.WriteLock lock = own.lock();
              try (lock) {
                lock.check();
                inside[0]++;
                assertThat(inside[0]).isEqualTo(1);
                Thread.sleep(5);
                inside[0]--;
                inside[1]++;
              }
            }
          }
          return true;
        });
    assertThat(inside[1]).isEqualTo(3 * THREADS);
  }

  private interface Work<T> {
    T of(int thread) throws Exception;
  }

  private static <T> List<T> inThreads(Work<T> work) throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        Callable<T> task = () -> work.of(thread);
        futures.add(workers.submit(task));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(60, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      workers.shutdownNow();
    }
  }
}
