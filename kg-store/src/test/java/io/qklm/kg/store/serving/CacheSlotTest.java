package io.qklm.kg.store.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheSlotTest {

  @TempDir Path folder;

  @Test
  void aPlaceIsItsTakersAlone() throws IOException {
    try (CacheSlot one = CacheSlot.acquire(Optional.of(folder));
        CacheSlot other = CacheSlot.acquire(Optional.of(folder))) {
      assertThat(one.folder()).isNotEqualTo(other.folder());
    }
    try (CacheSlot again = CacheSlot.acquire(Optional.of(folder))) {
      assertThat(again.folder()).isEqualTo(folder.resolve("slot-0"));
    }
  }

  /** On POSIX closing any channel of a file drops the process's locks on it. */
  @Test
  void lookingForAPlaceDoesNotFreeOneThatIsTaken() throws Exception {
    try (CacheSlot one = CacheSlot.acquire(Optional.of(folder));
        CacheSlot other = CacheSlot.acquire(Optional.of(folder))) {
      assertThat(lockedByAnother(folder.resolve("slot-0.lock"))).isFalse();
      assertThat(lockedByAnother(folder.resolve("slot-1.lock"))).isFalse();
      assertThat(one.folder()).isNotEqualTo(other.folder());
    }
  }

  @Test
  void aGivenFolderKeepsWhatWasFetched() throws IOException {
    Path file;
    try (CacheSlot slot = CacheSlot.acquire(Optional.of(folder))) {
      file = Files.writeString(slot.folder().resolve("fetched"), "x");
    }
    assertThat(file).exists();
  }

  @Test
  void aTemporaryPlaceIsEmptiedAtTheEnd() throws IOException {
    Path place;
    try (CacheSlot slot = CacheSlot.acquire(Optional.empty(), folder)) {
      place = slot.folder();
      assertThat(place).startsWith(folder);
      Files.writeString(place.resolve("fetched"), "x");
    }
    assertThat(place).doesNotExist();
  }

  @Test
  void whatAKilledProcessLeftInATemporaryPlaceIsRemoved() throws IOException {
    Path root;
    try (CacheSlot first = CacheSlot.acquire(Optional.empty(), folder)) {
      root = first.folder().getParent();
    }
    for (int i : new int[] {0, 3, 7}) {
      Path left = Files.createDirectories(root.resolve("slot-" + i));
      Files.writeString(left.resolve("fetched"), "x");
      Files.writeString(root.resolve("slot-" + i + ".owner"), "1@1970-01-01T00:00:00Z");
    }
    try (CacheSlot next = CacheSlot.acquire(Optional.empty(), folder)) {
      try (Stream<Path> all = Files.list(root)) {
        assertThat(all.filter(Files::isDirectory)).containsExactly(next.folder());
      }
    }
  }

  @Test
  void aFolderOfSomebodyElseIsLeftAlone() throws IOException {
    Path root = folder.resolve("qklm-epochs-" + System.getProperty("user.name"));
    Files.createDirectories(root);
    Files.setPosixFilePermissions(
        root, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
    try (CacheSlot slot = CacheSlot.acquire(Optional.empty(), folder)) {
      assertThat(slot.folder()).isNotEqualTo(root.resolve("slot-0"));
      assertThat(slot.folder().getParent()).isEqualTo(folder);
    }
  }

  /** Another process asks, since this one is told of its own locks by an exception. */
  private static boolean lockedByAnother(Path file) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Locks.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() == 0;
  }

  /** Exit code 0 if the lock of a file can be had. */
  static final class Locks {
    private Locks() {}

    public static void main(String[] args) throws IOException {
      try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        System.exit(lock == null ? 3 : 0);
      }
    }
  }
}
