package io.qklm.kg.store.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RocksLibraryTest {

  private static final Path FOLDER = Path.of("/tmp/of-this-job");

  @Test
  void saysWhichDiskIsFull() {
    RuntimeException failure =
        new RuntimeException(
            "Unable to load the RocksDB shared library",
            new IOException("No space left on device"));
    assertThat(RocksLibrary.explained(FOLDER, failure))
        .hasMessageStartingWith("the disk of /tmp/of-this-job is full; make room there")
        .hasRootCauseMessage("No space left on device");
  }

  @Test
  void saysWhatTheLibraryNeeds() {
    UnsatisfiedLinkError failure = new UnsatisfiedLinkError("failed to map segment");
    assertThat(RocksLibrary.explained(FOLDER, failure))
        .hasMessageStartingWith(
            "RocksDB's native library cannot be loaded from the temporary folder"
                + " '/tmp/of-this-job' (failed to map segment); it needs")
        .hasCause(failure);
  }
}
