package io.qklm.kg.store.repository;

import io.qklm.kg.store.Sha256;
import io.qklm.kg.store.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * A repository in a local or mounted folder.
 *
 * <pre>
 * blobs/&lt;sha256&gt;                       files of snapshots, by the SHA-256 of their bytes
 * epochs/&lt;number&gt;-&lt;digest&gt;.json       manifests; the digest is the SHA-256 of the file
 * head                                  name of the epoch in force, UTF-8
 * leases/&lt;number&gt;-&lt;digest&gt;.&lt;holder&gt;   end of the lease, ISO 8601, UTF-8
 * incoming/                             files on their way; moved to their place in one step
 * lock                                  held, as a lock of the file system, to publish or collect
 * </pre>
 *
 * Numbers have 19 digits. Thread safe.
 */
public final class FolderRepository implements SnapshotRepository {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern HOLDER = Pattern.compile("[A-Za-z0-9.-]{1,100}");
  private static final String JSON = ".json";
  private static final int BUFFER_BYTES = 1 << 20;

  private final Path root;
  private final Path blobs;
  private final Path epochs;
  private final Path leases;
  private final Path incoming;
  private final Steps steps;

  /** A file lock belongs to the process, so threads need one of their own. */
  private final ReentrantLock threads = new ReentrantLock();

  private FolderRepository(Path root, Steps steps) {
    this.root = root;
    this.blobs = root.resolve("blobs");
    this.epochs = root.resolve("epochs");
    this.leases = root.resolve("leases");
    this.incoming = root.resolve("incoming");
    this.steps = steps;
  }

  /** Opens a repository that is there. */
  public static FolderRepository open(Path root) throws IOException {
    if (!Files.isDirectory(root.resolve("blobs")) || !Files.isDirectory(root.resolve("epochs"))) {
      throw new IOException(
          "there is no repository in " + root + "; 'qklm kg publish' makes one there");
    }
    return create(root);
  }

  /** Opens a repository, making its folders where they are missing. */
  public static FolderRepository create(Path root) throws IOException {
    return create(root, Steps.NONE);
  }

  /** The same, telling {@code steps} of each change. */
  public static FolderRepository create(Path root, Steps steps) throws IOException {
    FolderRepository repository = new FolderRepository(root, steps);
    for (Path folder :
        List.of(repository.blobs, repository.epochs, repository.leases, repository.incoming)) {
      Files.createDirectories(folder);
    }
    return repository;
  }

  private Path blob(String sha256) {
    if (!DIGEST.matcher(sha256).matches()) {
      throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256 in lower-case hex");
    }
    return blobs.resolve(sha256);
  }

  private Path epoch(EpochName epoch) {
    return epochs.resolve(epoch + JSON);
  }

  @Override
  public Optional<Long> blobSize(String sha256) throws IOException {
    Path file = blob(sha256);
    return Files.isRegularFile(file) ? Optional.of(Files.size(file)) : Optional.empty();
  }

  @Override
  public void putBlob(String sha256, Path file) throws IOException {
    Path target = blob(sha256);
    if (Files.exists(target)) {
      return;
    }
    steps.before("write blob " + sha256);
    Path temporary = Files.createTempFile(incoming, "blob-", "");
    try {
      MessageDigest digest = Sha256.start();
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
          OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
        Files.copy(file, out);
        channel.force(true);
      }
      String found = Sha256.hex(digest.digest());
      if (!found.equals(sha256)) {
        throw new IOException(
            file
                + " does not have the SHA-256 its manifest says; it was altered or damaged and is"
                + " not published, build the snapshot again");
      }
      place(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public void getBlob(String sha256, Path target) throws IOException {
    long from = Files.exists(target) ? Files.size(target) : 0;
    try (InputStream in = Files.newInputStream(blob(sha256));
        FileChannel channel =
            FileChannel.open(
                target,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
        OutputStream out = Channels.newOutputStream(channel)) {
      in.skipNBytes(from);
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
      channel.force(true);
    } catch (NoSuchFileException e) {
      throw new IOException("the repository " + root + " has no blob " + sha256, e);
    }
  }

  @Override
  public List<String> blobs() throws IOException {
    return names(blobs).stream().filter(name -> DIGEST.matcher(name).matches()).toList();
  }

  @Override
  public void deleteBlob(String sha256) throws IOException {
    steps.before("delete blob " + sha256);
    Files.deleteIfExists(blob(sha256));
  }

  @Override
  public List<EpochName> epochs() throws IOException {
    return names(epochs).stream()
        .filter(name -> name.endsWith(JSON))
        .map(name -> EpochName.parse(name.substring(0, name.length() - JSON.length())))
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }

  @Override
  public Optional<byte[]> manifest(EpochName epoch) throws IOException {
    return read(epoch(epoch));
  }

  @Override
  public void putManifest(EpochName epoch, byte[] manifest) throws IOException {
    write(epoch(epoch), manifest);
  }

  @Override
  public void deleteManifest(EpochName epoch) throws IOException {
    steps.before("delete epoch " + epoch);
    Files.deleteIfExists(epoch(epoch));
    force(epochs);
  }

  @Override
  public Optional<EpochName> head() throws IOException {
    return read(root.resolve("head"))
        .flatMap(bytes -> EpochName.parse(new String(bytes, StandardCharsets.UTF_8).strip()));
  }

  @Override
  public void announce(EpochName epoch) throws IOException {
    write(root.resolve("head"), epoch.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void lease(EpochName epoch, String holder, Instant until) throws IOException {
    write(leaseFile(epoch, holder), until.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void endLease(EpochName epoch, String holder) throws IOException {
    Files.deleteIfExists(leaseFile(epoch, holder));
  }

  private Path leaseFile(EpochName epoch, String holder) {
    if (!HOLDER.matcher(holder).matches()) {
      throw new IllegalArgumentException(
          "'" + holder + "' cannot hold a lease; letters, digits, points and hyphens are allowed");
    }
    return leases.resolve(epoch + "." + holder);
  }

  @Override
  public List<EpochName> leased(Instant now) throws IOException {
    List<EpochName> leased = new ArrayList<>();
    for (String name : names(leases)) {
      int point = name.indexOf('.');
      Optional<EpochName> epoch =
          point < 0 ? Optional.empty() : EpochName.parse(name.substring(0, point));
      Optional<byte[]> until = read(leases.resolve(name));
      if (epoch.isPresent() && until.isPresent() && after(until.get(), now)) {
        leased.add(epoch.get());
      }
    }
    return leased.stream().distinct().sorted().toList();
  }

  /** A lease whose end cannot be read counts: nothing in use may be lost. */
  private static boolean after(byte[] until, Instant now) {
    try {
      return Instant.parse(new String(until, StandardCharsets.UTF_8).strip()).isAfter(now);
    } catch (DateTimeParseException e) {
      return true;
    }
  }

  @Override
  @SuppressWarnings("resource") // closed with the lock, or below where there is none
  public WriteLock lock() throws IOException {
    threads.lock();
    try {
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        channel.lock();
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      return () -> {
        try (channel) {
          threads.unlock();
        }
      };
    } catch (IOException | RuntimeException e) {
      threads.unlock();
      throw e;
    }
  }

  private static List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
      }
    }
    names.sort(null);
    return names;
  }

  private static Optional<byte[]> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private void write(Path target, byte[] bytes) throws IOException {
    steps.before("write " + target.getFileName());
    Path temporary = Files.createTempFile(incoming, "small-", "");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      place(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void place(Path temporary, Path target) throws IOException {
    steps.before("place " + target.getFileName());
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    Path folder = target.getParent();
    if (folder != null) {
      force(folder);
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
