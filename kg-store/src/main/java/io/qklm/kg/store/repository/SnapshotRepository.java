package io.qklm.kg.store.repository;

import io.qklm.kg.store.repository.ObjectStore.WriteLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place that keeps epochs: blobs named by their SHA-256, manifests, and which epoch is in force.
 * {@link EpochPublisher}, {@link EpochFetcher} and {@link EpochCollector} do the rest. Objects of
 * its store:
 *
 * <pre>
 * blobs/&lt;sha256&gt;                       files of snapshots, by the SHA-256 of their bytes
 * epochs/&lt;number&gt;-&lt;digest&gt;.json       manifests; the digest is the SHA-256 of the object
 * removing/&lt;number&gt;-&lt;digest&gt;.json     manifests that a collector is about to remove
 * leases/&lt;number&gt;-&lt;digest&gt;.&lt;holder&gt;   end of the lease, ISO 8601, UTF-8
 * head                                  name of the epoch in force, UTF-8
 * intent                                what the update job is about to put in force, {@link HeadIntent}
 * locks/...                             where the store has no lock of its own, {@link LeaseLock}
 * </pre>
 *
 * Numbers have 19 digits. Each object is seen whole or not at all, as {@link ObjectStore} promises.
 * Thread safe.
 */
public final class SnapshotRepository implements AutoCloseable {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern HOLDER = Pattern.compile("[A-Za-z0-9.-]{1,100}");
  private static final String BLOBS = "blobs";
  private static final String EPOCHS = "epochs";
  private static final String REMOVING = "removing";
  private static final String LEASES = "leases";
  private static final String HEAD = "head";
  private static final String INTENT = "intent";
  private static final String JSON = ".json";

  private final ObjectStore store;

  /** A repository in a store, which it closes. */
  public SnapshotRepository(ObjectStore store) {
    this.store = store;
  }

  /**
   * Opens a repository that is there.
   *
   * @param address a folder, or a URI of a scheme that a backend on the class path handles
   * @throws IOException if there is none, or no backend for it; the message says what to do
   */
  public static SnapshotRepository open(String address) throws IOException {
    return new SnapshotRepository(ObjectStores.open(address, false));
  }

  /**
   * Opens a repository, making it where there is none.
   *
   * @param address as in {@link #open}
   */
  public static SnapshotRepository create(String address) throws IOException {
    return new SnapshotRepository(ObjectStores.open(address, true));
  }

  /** Where it is, as a user names it. */
  public String place() {
    return store.place();
  }

  private static String blob(String sha256) {
    if (!DIGEST.matcher(sha256).matches()) {
      throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256 in lower-case hex");
    }
    return BLOBS + "/" + sha256;
  }

  private static String epoch(EpochName epoch) {
    return EPOCHS + "/" + epoch + JSON;
  }

  private static String removing(EpochName epoch) {
    return REMOVING + "/" + epoch + JSON;
  }

  private static String lease(EpochName epoch, String holder) {
    if (!HOLDER.matcher(holder).matches()) {
      throw new IllegalArgumentException(
          "'" + holder + "' cannot hold a lease; letters, digits, points and hyphens are allowed");
    }
    return LEASES + "/" + epoch + "." + holder;
  }

  /** The bytes that the repository holds of a blob, empty if it holds none. */
  public Optional<Long> blobSize(String sha256) throws IOException {
    return store.size(blob(sha256));
  }

  /**
   * Keeps a file under its digest. Does nothing where it is kept already.
   *
   * @throws IOException if the file does not have the digest; nothing is kept then
   */
  public void putBlob(String sha256, Path file) throws IOException {
    String key = blob(sha256);
    if (store.size(key).isEmpty()) {
      store.upload(key, file, sha256);
    }
  }

  /** Appends to {@code target} the bytes of a blob from {@code target}'s length on. */
  public void getBlob(String sha256, Path target) throws IOException {
    try {
      store.download(blob(sha256), target);
    } catch (NoSuchFileException e) {
      throw new IOException("the repository " + place() + " has no blob " + sha256, e);
    }
  }

  /** The digests of all blobs. */
  public List<String> blobs() throws IOException {
    return store.list(BLOBS).stream()
        .filter(name -> DIGEST.matcher(name).matches())
        .sorted()
        .toList();
  }

  public void deleteBlob(String sha256) throws IOException {
    store.delete(blob(sha256));
  }

  /** All epochs whose manifest is published, oldest first. */
  public List<EpochName> epochs() throws IOException {
    return names(EPOCHS);
  }

  private List<EpochName> names(String folder) throws IOException {
    return store.list(folder).stream()
        .filter(name -> name.endsWith(JSON))
        .map(name -> EpochName.parse(name.substring(0, name.length() - JSON.length())))
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }

  /** The bytes of a manifest, empty if the epoch is not there. */
  public Optional<byte[]> manifest(EpochName epoch) throws IOException {
    return store.read(epoch(epoch));
  }

  /** Publishes a manifest, in one step; its blobs must be there. */
  public void putManifest(EpochName epoch, byte[] manifest) throws IOException {
    store.write(epoch(epoch), manifest);
  }

  /** Takes an epoch out of sight; {@link #finishRemoval} or {@link #undoRemoval} follows. */
  void beginRemoval(EpochName epoch) throws IOException {
    Optional<byte[]> manifest = manifest(epoch);
    if (manifest.isPresent()) {
      store.write(removing(epoch), manifest.get());
      store.delete(epoch(epoch));
    }
  }

  /** Epochs whose removal was begun and not ended, as by a collector that was killed. */
  List<EpochName> removing() throws IOException {
    return names(REMOVING);
  }

  void finishRemoval(EpochName epoch) throws IOException {
    store.delete(removing(epoch));
  }

  void undoRemoval(EpochName epoch) throws IOException {
    Optional<byte[]> manifest = store.read(removing(epoch));
    if (manifest.isPresent()) {
      store.write(epoch(epoch), manifest.get());
      store.delete(removing(epoch));
    }
  }

  /** The epoch last announced, whether it is there or not. */
  public Optional<EpochName> head() throws IOException {
    return store
        .read(HEAD)
        .flatMap(bytes -> EpochName.parse(new String(bytes, StandardCharsets.UTF_8).strip()));
  }

  /** Announces the epoch in force, in one step. */
  public void announce(EpochName epoch) throws IOException {
    store.write(HEAD, epoch.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Notes what the update job is about to put in force. */
  public void intend(HeadIntent intent) throws IOException {
    store.write(INTENT, intent.text().getBytes(StandardCharsets.UTF_8));
  }

  /** What was noted last, empty where no update job ever noted anything. */
  public Optional<HeadIntent> intent() throws IOException {
    return store
        .read(INTENT)
        .map(bytes -> HeadIntent.parse(new String(bytes, StandardCharsets.UTF_8)));
  }

  /**
   * Takes back what the update job was about to do; called once another epoch is in force, so that
   * who is cut off in between has done nothing.
   */
  void overrule() throws IOException {
    if (intent().filter(intent -> !intent.equals(HeadIntent.NOTHING)).isPresent()) {
      intend(HeadIntent.NOTHING);
    }
  }

  /**
   * Says that someone uses an epoch, or goes on using it.
   *
   * @param holder who; letters, digits, points and hyphens
   * @param until when the lease ends unless it is renewed
   */
  public void lease(EpochName epoch, String holder, Instant until) throws IOException {
    store.write(lease(epoch, holder), until.toString().getBytes(StandardCharsets.UTF_8));
  }

  public void endLease(EpochName epoch, String holder) throws IOException {
    store.delete(lease(epoch, holder));
  }

  /** Epochs with a lease that ends after {@code now}. */
  public List<EpochName> leased(Instant now) throws IOException {
    List<EpochName> leased = new ArrayList<>();
    for (String name : store.list(LEASES)) {
      Optional<EpochName> epoch = leasedEpoch(name);
      if (epoch.isPresent() && !leased.contains(epoch.get())) {
        Optional<byte[]> until = store.read(LEASES + "/" + name);
        if (until.isPresent() && after(until.get(), now)) {
          leased.add(epoch.get());
        }
      }
    }
    return leased.stream().sorted().toList();
  }

  /** Removes leases that ended before {@code time}, as killed processes leave them. */
  void clearLeases(Instant time) throws IOException {
    for (String name : store.list(LEASES)) {
      Optional<byte[]> until = store.read(LEASES + "/" + name);
      if (until.isPresent() && !after(until.get(), time)) {
        store.delete(LEASES + "/" + name);
      }
    }
  }

  private static Optional<EpochName> leasedEpoch(String name) {
    int point = name.indexOf('.');
    return point < 0 ? Optional.empty() : EpochName.parse(name.substring(0, point));
  }

  /** A lease whose end cannot be read counts: nothing in use may be lost. */
  private static boolean after(byte[] until, Instant now) {
    try {
      return Instant.parse(new String(until, StandardCharsets.UTF_8).strip()).isAfter(now);
    } catch (DateTimeParseException e) {
      return true;
    }
  }

  /**
   * Waits until no one else publishes or collects and keeps others from it until it is closed.
   * Readers never wait.
   */
  public WriteLock lock() throws IOException {
    return store.lock();
  }

  /** Lets go of the store's connections. */
  @Override
  public void close() throws IOException {
    store.close();
  }
}
