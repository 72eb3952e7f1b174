package io.qklm.kg.store.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildFolderTest {

  private static final Path LOCKS = Path.of("/proc/locks");

  @TempDir Path folder;

  /** Linux lists the locks of all processes by the number of the file. */
  private static boolean locked(Path file) throws IOException {
    Object inode = Files.getAttribute(file, "unix:ino");
    return Files.readAllLines(LOCKS).stream().anyMatch(line -> line.contains(":" + inode + " "));
  }

  @Test
  void anotherBuildOfTheSameOutputDoesNotDropTheLockOfTheFirst() throws IOException {
    Assumptions.assumeTrue(Files.isReadable(LOCKS), "the locks of processes are not listed here");
    Path output = folder.resolve("output");
    try (BuildFolder first = BuildFolder.beside(output)) {
      Path lock = first.path().resolve(BuildFolder.LOCK);
      assertThat(locked(lock)).isTrue();
      assertThatThrownBy(() -> BuildFolder.beside(output))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another build has the same output");
      assertThat(locked(lock)).isTrue();
      try (BuildFolder other = BuildFolder.beside(folder.resolve("other"))) {
        assertThat(locked(lock)).isTrue();
        assertThat(other.path()).exists();
      }
    }
    BuildFolder.beside(output).close();
  }
}
