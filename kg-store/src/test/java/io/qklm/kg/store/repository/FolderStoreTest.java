package io.qklm.kg.store.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.files.Steps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FolderStoreTest extends ObjectStoreContract {

  @Override
  protected ObjectStore open() throws IOException {
    return FolderStore.create(folder.resolve("repository"), Steps.NONE);
  }

  @Test
  void saysWhereThereIsNoRepository() {
    assertThatThrownBy(() -> FolderStore.open(folder.resolve("nothing")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no repository in " + folder.resolve("nothing"));
  }

  @Test
  void damageToTheSourceDoesNotReachTheStore() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "abc");
    try (ObjectStore store = open()) {
      store.upload("blobs/a", file, Sha256.hexOf("abc".getBytes(StandardCharsets.UTF_8)));
    }
    Files.writeString(file, "abd");
    assertThat(folder.resolve("repository/blobs/a")).hasContent("abc");
  }

  @Test
  void removesWhatAKilledProcessLeft() throws IOException {
    open().close();
    Path incoming = folder.resolve("repository/incoming");
    Path old = Files.writeString(incoming.resolve("old"), "x");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Path fresh = Files.writeString(incoming.resolve("fresh"), "x");
    open().close();
    assertThat(old).doesNotExist();
    assertThat(fresh).exists();
  }

  /** As a mounted folder does: what was there may come back, so it is not made anew. */
  @Test
  void aFolderThatWentAwayIsNotAnEmptyOne() throws IOException {
    Path root = folder.resolve("repository");
    Path away = folder.resolve("away");
    byte[] bytes = "1".getBytes(StandardCharsets.UTF_8);
    try (ObjectStore store = open()) {
      store.write("epochs/1", bytes);
      Files.move(root, away);
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> store.read("epochs/1"),
              () -> store.size("epochs/1"),
              () -> store.list("epochs"),
              () -> store.write("leases/1", bytes))) {
        assertThatThrownBy(call)
            .isInstanceOf(IOException.class)
            .hasMessageContainingAll("the repository " + root + " is away", "mount it again");
      }
      assertThat(root).doesNotExist();
      Files.move(away, root);
      assertThat(store.read("epochs/1")).contains(bytes);
    }
  }
}
