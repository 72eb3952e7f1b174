package io.qklm.kg.store.repository;

import io.qklm.kg.store.SharedFiles;
import io.qklm.kg.store.files.FileTrees;
import io.qklm.kg.store.files.FullDisk;
import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.files.Steps;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.format.SnapshotManifest.FileEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;

/**
 * Brings epochs into a local folder: {@code <number>-<digest>/} a snapshot, {@code incoming/} the
 * files on their way. Files that an epoch fetched before has are linked, the rest is fetched,
 * verified and kept, so that a fetch that was broken off goes on where it was. A snapshot appears
 * whole or not at all. One of these at a time in a folder; it may fetch several epochs at once,
 * none of which waits for another.
 */
public final class EpochFetcher {

  /**
   * What was fetched.
   *
   * @param folder the snapshot
   * @param epoch its name
   * @param fetchedFiles files that came from the repository, now or before a break
   * @param fetchedBytes their size
   */
  public record Fetch(Path folder, EpochName epoch, int fetchedFiles, long fetchedBytes) {}

  private final SnapshotRepository repository;
  private final Path root;
  private final Steps steps;
  private final CachedCopies copies;

  /** Fetches under way. */
  private int underWay;

  public EpochFetcher(SnapshotRepository repository, Path root, Steps steps) {
    this.repository = repository;
    this.root = root;
    this.steps = steps;
    this.copies = new CachedCopies(root);
  }

  /** Fetches the epoch in force. */
  public Fetch fetchInForce() throws IOException {
    return fetch(
        new EpochCatalog(repository)
            .inForce()
            .orElseThrow(() -> new IOException("the repository has no complete epoch")));
  }

  /**
   * Fetches an epoch. Files that are here already are read once by this fetcher and held against
   * their digests; what is damaged is fetched anew.
   *
   * @throws IOException if the repository lacks it or a file of it is damaged there
   */
  public Fetch fetch(EpochName epoch) throws IOException {
    Path target = root.resolve(epoch.toString());
    if (copies.whole(target, epoch)) {
      return new Fetch(target, epoch, 0, 0);
    }
    // The lease comes first: an epoch that is seen afterwards is not collected under the fetch.
    try (FetchLease lease = FetchLease.take(repository, epoch)) {
      return fetch(epoch, lease);
    } catch (IOException e) {
      throw FullDisk.explained(root, e);
    }
  }

  private Fetch fetch(EpochName epoch, FetchLease lease) throws IOException {
    byte[] json = new EpochCatalog(repository).manifestBytes(epoch);
    SnapshotManifest manifest = SnapshotManifest.read(json, Path.of(epoch + ".json"));
    Path incoming = root.resolve("incoming");
    begin(incoming);
    try {
      Fetch fetch = fetch(manifest, json, epoch, lease);
      steps.before("clear what came in");
      clear(incoming);
      return fetch;
    } finally {
      end();
    }
  }

  private synchronized void begin(Path incoming) throws IOException {
    Files.createDirectories(incoming);
    underWay++;
  }

  /** What others are bringing in is not touched. */
  private synchronized void clear(Path incoming) throws IOException {
    if (underWay == 1) {
      FileTrees.delete(incoming);
    }
  }

  private synchronized void end() {
    underWay--;
  }

  private Fetch fetch(SnapshotManifest manifest, byte[] json, EpochName epoch, FetchLease lease)
      throws IOException {
    Path target = root.resolve(epoch.toString());
    Path incoming = root.resolve("incoming");
    Map<String, Path> here = copies.byDigest(manifest);
    int files = 0;
    long bytes = 0;
    for (FileEntry entry : manifest.files()) {
      if (!here.containsKey(entry.sha256())) {
        lease.renew();
        here.put(entry.sha256(), blob(entry, incoming, epoch));
        files++;
        bytes += entry.size();
      }
    }
    Path assembled = incoming.resolve(epoch.toString());
    FileTrees.delete(assembled);
    for (FileEntry entry : manifest.files()) {
      steps.before("link " + entry.path());
      Path file = assembled.resolve(entry.path()).normalize();
      if (!file.startsWith(assembled)) {
        throw new IOException(
            "the manifest of epoch " + epoch + " names a file outside of its folder");
      }
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      SharedFiles.link(here.getOrDefault(entry.sha256(), file), file);
    }
    steps.before("write the manifest");
    try (FileChannel channel =
        FileChannel.open(
            assembled.resolve(SnapshotManifest.FILE_NAME),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytesLeft = ByteBuffer.wrap(json);
      while (bytesLeft.hasRemaining()) {
        channel.write(bytesLeft);
      }
      channel.force(true);
    }
    steps.before("move the epoch into place");
    if (Files.exists(target)) {
      // Damaged, or it would have been returned above. Who has it open keeps the files.
      Files.move(target, incoming.resolve("damaged-" + UUID.randomUUID()));
    }
    Files.move(assembled, target, StandardCopyOption.ATOMIC_MOVE);
    return new Fetch(target, epoch, files, bytes);
  }

  /** A verified file, fetched now or before. */
  private Path blob(FileEntry entry, Path incoming, EpochName epoch) throws IOException {
    Path done = incoming.resolve(entry.sha256());
    if (Files.isRegularFile(done) && Files.size(done) == entry.size()) {
      return done;
    }
    // Of this epoch alone: another that is fetched at the same time may want the same file.
    Path part = incoming.resolve(entry.sha256() + "-" + epoch.number() + ".part");
    if (Files.exists(part) && Files.size(part) > entry.size()) {
      Files.delete(part);
    }
    steps.before("fetch " + entry.path());
    if (repository.blobSize(entry.sha256()).isEmpty()) {
      throw new IOException(
          "the blob of "
              + entry.path()
              + ", "
              + entry.sha256()
              + ", is missing in the repository; publish the epoch again");
    }
    repository.getBlob(entry.sha256(), part);
    if (!Sha256.hexOf(part).equals(entry.sha256())) {
      // What was there before the break may be at fault: once more from the start.
      Files.delete(part);
      repository.getBlob(entry.sha256(), part);
      if (!Sha256.hexOf(part).equals(entry.sha256())) {
        Files.delete(part);
        throw new IOException(
            "the blob of "
                + entry.path()
                + " in the repository, "
                + entry.sha256()
                + ", does not have its SHA-256; remove it there and publish the epoch again");
      }
    }
    steps.before("keep " + entry.path());
    Files.move(part, done, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return done;
  }

  /** Removes the files of an epoch from the folder; nobody may read them any more. */
  public void remove(EpochName epoch) throws IOException {
    FileTrees.delete(root.resolve(epoch.toString()));
  }
}
