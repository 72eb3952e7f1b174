package io.qklm.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStateTest {

  @TempDir Path folder;

  @Test
  void theLastRunsStateAndTheOneBeforeStay() throws IOException {
    Path one = whole("checkpoints/one/chk-7", 1);
    Path two = whole("savepoints/savepoint-two", 2);
    Path three = whole("checkpoints/three/chk-1", 3);
    Path four = whole("savepoints/savepoint-four", 4);
    // Of a run that is perhaps under way; it has nothing whole yet.
    Path begun = Files.createDirectories(folder.resolve("checkpoints/five/chk-1"));

    RunState.prune(folder);

    assertThat(one.getParent()).doesNotExist();
    assertThat(two).doesNotExist();
    assertThat(three).exists();
    assertThat(begun).exists();
    assertThat(RunState.latest(folder)).contains(four);
    RunState.prune(folder);
    assertThat(three).exists();
  }

  @Test
  void aFolderWithoutAnyStateIsLeftAsItIs() throws IOException {
    RunState.prune(folder);
    assertThat(RunState.latest(folder)).isEmpty();
  }

  private Path whole(String name, long time) throws IOException {
    Path state = Files.createDirectories(folder.resolve(name));
    Path metadata = Files.writeString(state.resolve("_metadata"), "x");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(time * 1_000_000));
    return state;
  }
}
