package io.qklm.kg.store.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreesTest {

  @TempDir private Path folder;

  @Test
  void removesAllButWhatLinksPointTo() throws IOException {
    Path kept = Files.writeString(folder.resolve("kept"), "x");
    Path inner = Files.createDirectories(folder.resolve("tree/a/b"));
    Files.writeString(inner.resolve("file"), "y");
    Files.createSymbolicLink(inner.resolve("link"), kept);
    FileTrees.delete(folder.resolve("tree"));
    assertThat(folder).isDirectoryContaining(path -> path.equals(kept));
    assertThat(folder.resolve("tree")).doesNotExist();
  }

  @Test
  void whatIsGoneIsNoFailure() {
    assertThatCode(() -> FileTrees.delete(folder.resolve("nothing"))).doesNotThrowAnyException();
  }
}
