package io.qklm.kg.store.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.store.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every backend must do. */
abstract class SnapshotRepositoryContract {

  @TempDir Path folder;
  private SnapshotRepository repository;

  /** An empty repository; may use {@code folder}. */
  abstract SnapshotRepository empty(Path folder) throws IOException;

  @BeforeEach
  void open() throws IOException {
    repository = empty(folder.resolve("repository"));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "file", ""), content);
  }

  private static String digest(String content) {
    return Sha256.hexOf(content.getBytes(StandardCharsets.UTF_8));
  }

  private static EpochName epoch(long number, String content) {
    return new EpochName(number, digest(content));
  }

  @Test
  void keepsBlobsByDigest() throws IOException {
    assertThat(repository.blobSize(digest("abc"))).isEmpty();
    repository.putBlob(digest("abc"), file("abc"));
    repository.putBlob(digest("abc"), file("abc"));
    repository.putBlob(digest(""), file(""));
    assertThat(repository.blobSize(digest("abc"))).hasValue(3L);
    assertThat(repository.blobs()).containsExactlyInAnyOrder(digest("abc"), digest(""));
    Path target = folder.resolve("target");
    repository.getBlob(digest("abc"), target);
    assertThat(target).hasContent("abc");
    repository.deleteBlob(digest("abc"));
    repository.deleteBlob(digest("abc"));
    assertThat(repository.blobs()).containsExactly(digest(""));
  }

  @Test
  void goesOnWhereAFetchWasBrokenOff() throws IOException {
    repository.putBlob(digest("abcdef"), file("abcdef"));
    Path target = file("abc");
    repository.getBlob(digest("abcdef"), target);
    assertThat(target).hasContent("abcdef");
    repository.getBlob(digest("abcdef"), target);
    assertThat(target).hasContent("abcdef");
  }

  @Test
  void refusesABlobOfAnotherDigest() throws IOException {
    assertThatThrownBy(() -> repository.putBlob(digest("abc"), file("abd")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not have the SHA-256");
    assertThat(repository.blobs()).isEmpty();
    assertThatThrownBy(() -> repository.getBlob(digest("abc"), folder.resolve("x")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(digest("abc"));
  }

  @Test
  void neverLeavesItsPlace() {
    assertThatThrownBy(() -> repository.putBlob("../../etc", file("abc")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> repository.lease(epoch(1, "a"), "../x", Instant.MAX))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void listsEpochsByNumber() throws IOException {
    assertThat(repository.epochs()).isEmpty();
    assertThat(repository.head()).isEmpty();
    for (long number : new long[] {10, 9, Long.MAX_VALUE}) {
      repository.putManifest(epoch(number, "a"), new byte[] {1});
    }
    assertThat(repository.epochs())
        .extracting(EpochName::number)
        .containsExactly(9L, 10L, Long.MAX_VALUE);
    assertThat(repository.manifest(epoch(9, "a")).map(bytes -> bytes[0])).hasValue((byte) 1);
    assertThat(repository.manifest(epoch(9, "b"))).isEmpty();
    repository.deleteManifest(epoch(9, "a"));
    assertThat(repository.epochs()).hasSize(2);
  }

  @Test
  void announcesOneEpoch() throws IOException {
    repository.announce(epoch(1, "a"));
    repository.announce(epoch(2, "b"));
    assertThat(repository.head()).isEqualTo(Optional.of(epoch(2, "b")));
  }

  @Test
  void leasesEndByThemselvesOrWhenGivenBack() throws IOException {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    repository.lease(epoch(1, "a"), "worker-1", now.plusSeconds(10));
    repository.lease(epoch(1, "a"), "worker-2", now.plusSeconds(20));
    repository.lease(epoch(2, "b"), "worker-1", now);
    assertThat(repository.leased(now)).containsExactly(epoch(1, "a"));
    repository.endLease(epoch(1, "a"), "worker-2");
    assertThat(repository.leased(now.plusSeconds(5))).containsExactly(epoch(1, "a"));
    assertThat(repository.leased(now.plusSeconds(10))).isEmpty();
  }

  @Test
  void theLockCanBeTakenAgain() throws IOException {
    repository.lock().close();
    repository.lock().close();
  }
}
