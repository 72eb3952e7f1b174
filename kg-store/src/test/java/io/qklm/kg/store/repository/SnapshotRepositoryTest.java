package io.qklm.kg.store.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.store.files.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a repository keeps in its store. */
class SnapshotRepositoryTest {

  @TempDir Path folder;
  private SnapshotRepository repository;

  @BeforeEach
  void open() throws IOException {
    repository = SnapshotRepository.create(folder.resolve("repository").toString());
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
    repository.beginRemoval(epoch(9, "a"));
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

  @Test
  void anEpochWhoseRemovalBeganComesBack() throws IOException {
    EpochName name = epoch(1, "a");
    repository.putManifest(name, new byte[] {7});
    repository.beginRemoval(name);
    assertThat(repository.epochs()).isEmpty();
    assertThat(repository.removing()).containsExactly(name);
    repository.undoRemoval(name);
    assertThat(repository.epochs()).containsExactly(name);
    assertThat(repository.manifest(name)).hasValue(new byte[] {7});
    repository.beginRemoval(name);
    repository.finishRemoval(name);
    assertThat(repository.removing()).isEmpty();
    assertThat(repository.epochs()).isEmpty();
  }

  @Test
  void clearsLeasesThatEndedLongAgo() throws IOException {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    repository.lease(epoch(1, "a"), "old", now.minusSeconds(1));
    repository.lease(epoch(1, "a"), "new", now.plusSeconds(1));
    repository.clearLeases(now);
    assertThat(folder.resolve("repository/leases")).isDirectoryNotContaining("glob:**old");
    assertThat(repository.leased(now)).containsExactly(epoch(1, "a"));
  }

  @Test
  void opensByAddress() throws IOException {
    String place = folder.resolve("repository").toString();
    assertThat(SnapshotRepository.open(place).place()).isEqualTo(place);
    assertThat(SnapshotRepository.open("file://" + place).place()).isEqualTo(place);
    assertThatThrownBy(() -> SnapshotRepository.open("gopher://host/x"))
        .hasMessageContainingAll("gopher://host/x", "name a folder or an address such as");
    assertThatThrownBy(() -> SnapshotRepository.open("file://a b"))
        .hasMessageContaining("is no address");
  }

  @Test
  void whatIsAboutToHappenIsTakenBackByWhoeverPutsAnEpochInForce() throws IOException {
    assertThat(repository.intent()).isEmpty();
    EpochName one = publish(1);
    EpochName two = publish(2);
    EpochCatalog catalog = new EpochCatalog(repository);
    for (Optional<EpochName> head : List.of(Optional.<EpochName>empty(), Optional.of(one))) {
      repository.intend(HeadIntent.of(head, two));
      assertThat(repository.intent()).contains(new HeadIntent(head, Optional.of(two)));
    }
    repository.announce(two);
    assertThat(catalog.replace(Optional.of(two), one)).isTrue();
    assertThat(catalog.replace(Optional.of(two), two)).isFalse();
    assertThat(catalog.replace(Optional.of(one), two)).isTrue();
    assertThat(repository.head()).contains(two);
    assertThat(repository.intent()).contains(HeadIntent.NOTHING);
  }

  private EpochName publish(long number) throws IOException {
    EpochName name = epoch(number, "manifest " + number);
    repository.putManifest(name, ("manifest " + number).getBytes(StandardCharsets.UTF_8));
    return name;
  }
}
