package io.qklm.kg.store.repository;

import io.qklm.kg.store.files.FullDisk;
import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.files.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Objects as files of a local or mounted folder: an object's key is its path. Files on their way
 * lie in {@code incoming/} and are moved to their place in one step; {@code lock} is held, as a
 * lock of the file system, to publish or collect. The file system must have atomic renames and
 * locks.
 */
public final class FolderStore implements ObjectStore {

  private static final String BLOBS = "blobs";
  private static final int BUFFER_BYTES = 1 << 20;

  /** Longer than a file takes to come in; what is older was left by a killed process. */
  private static final Duration LEFTOVER = Duration.ofDays(1);

  private final Path root;
  private final Path incoming;
  private final Steps steps;
  private final FolderLock lock;

  private FolderStore(Path root, Steps steps) {
    this.root = root;
    this.incoming = root.resolve("incoming");
    this.steps = steps;
    this.lock = new FolderLock(root.resolve("lock"));
  }

  /**
   * Opens a folder that holds a repository; it may be read-only.
   *
   * @throws IOException if it holds none
   */
  public static FolderStore open(Path root) throws IOException {
    if (!Files.isDirectory(root.resolve(BLOBS)) || !Files.isDirectory(root.resolve("epochs"))) {
      throw new IOException(
          "there is no repository in " + root + "; 'qklm kg publish' makes one there");
    }
    return new FolderStore(root, Steps.NONE);
  }

  /**
   * Opens a folder, making it where it is missing.
   *
   * @param steps told of each change
   */
  public static FolderStore create(Path root, Steps steps) throws IOException {
    FolderStore store = new FolderStore(root, steps);
    for (String folder : List.of(BLOBS, "epochs", "leases", "incoming")) {
      Files.createDirectories(root.resolve(folder));
    }
    store.removeLeftovers();
    return store;
  }

  private void removeLeftovers() throws IOException {
    Instant old = Instant.now().minus(LEFTOVER);
    for (String name : list("incoming")) {
      Path file = incoming.resolve(name);
      if (Files.isRegularFile(file) && Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private Path file(String key) {
    return root.resolve(ObjectKeys.checked(key));
  }

  @Override
  public String place() {
    return root.toString();
  }

  @Override
  public Optional<Long> size(String key) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file(key), BasicFileAttributes.class);
      return attributes.isRegularFile() ? Optional.of(attributes.size()) : Optional.empty();
    } catch (NoSuchFileException e) {
      requireThere();
      return Optional.empty();
    }
  }

  @Override
  public Optional<byte[]> read(String key) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file(key)));
    } catch (NoSuchFileException e) {
      requireThere();
      return Optional.empty();
    }
  }

  @Override
  public void write(String key, byte[] bytes) throws IOException {
    Path target = file(key);
    steps.before("write " + key);
    Path temporary = temporary(bytes);
    try {
      place(temporary, target);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public boolean create(String key, byte[] bytes) throws IOException {
    Path target = file(key);
    steps.before("create " + key);
    Path temporary = temporary(bytes);
    try {
      Files.createDirectories(folder(target));
      Files.createLink(target, temporary);
      force(folder(target));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private Path temporary(byte[] bytes) throws IOException {
    Path temporary = incoming();
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw FullDisk.explained(root, e);
    }
    return temporary;
  }

  /**
   * A folder that went away, as a mounted one does, lacks nothing: it cannot be asked. Nor is it
   * made anew, which would hide what comes back.
   */
  private void requireThere() throws IOException {
    if (!Files.isDirectory(root.resolve(BLOBS))) {
      throw new IOException(
          "the repository "
              + root
              + " is away: there is no folder '"
              + BLOBS
              + "' in it; mount it again or bring it back");
    }
  }

  private Path incoming() throws IOException {
    requireThere();
    return Files.createDirectories(incoming).resolve(UUID.randomUUID().toString());
  }

  /**
   * A copy, not a second name: damage to the snapshot's folder must not reach the repository, and
   * publishing again must be able to mend a blob that was damaged here.
   */
  @Override
  public void upload(String key, Path file, String sha256) throws IOException {
    Path target = file(key);
    steps.before("write " + key);
    Path temporary = incoming();
    try {
      MessageDigest digest = Sha256.start();
      try (FileChannel channel =
              FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
        Files.copy(file, out);
        channel.force(true);
      }
      if (!Sha256.hex(digest.digest()).equals(sha256)) {
        throw new IOException(
            file
                + " does not have the SHA-256 its manifest says; it was altered or damaged and is"
                + " not published, build the snapshot again");
      }
      place(temporary, target);
    } catch (IOException e) {
      throw FullDisk.explained(root, e);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public void download(String key, Path target) throws IOException {
    long from = Files.exists(target) ? Files.size(target) : 0;
    try (InputStream in = Files.newInputStream(file(key));
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
    }
  }

  @Override
  public List<String> list(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(file(folder))) {
      for (Path entry : entries) {
        names.add(String.valueOf(entry.getFileName()));
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      requireThere();
      return List.of();
    }
    return names;
  }

  @Override
  public void delete(String key) throws IOException {
    Path file = file(key);
    steps.before("delete " + key);
    if (Files.deleteIfExists(file)) {
      force(folder(file));
    }
  }

  @Override
  public WriteLock lock() throws IOException {
    return lock.take();
  }

  /** Nothing stays open between calls. */
  @Override
  public void close() {}

  private void place(Path temporary, Path target) throws IOException {
    steps.before("place " + root.relativize(target));
    Files.createDirectories(folder(target));
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    force(folder(target));
  }

  private Path folder(Path file) {
    Path folder = file.getParent();
    return folder == null ? root : folder;
  }

  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
