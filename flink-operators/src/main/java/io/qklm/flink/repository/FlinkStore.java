package io.qklm.flink.repository;

import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.repository.LeaseLock;
import io.qklm.kg.store.repository.ObjectKeys;
import io.qklm.kg.store.repository.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/**
 * Objects as files of one of Flink's file systems. What is written goes to {@code incoming/} and is
 * renamed to its place. A file system that does not rename over a file has the old one removed
 * first, so a reader may find nothing for a moment. {@link LeaseLock} makes the lock; it holds
 * where a rename of the file system is one step and refuses to go over a file, as HDFS's does and
 * an object store's behind such an interface does not.
 */
final class FlinkStore implements ObjectStore {

  private static final int BUFFER_BYTES = 1 << 20;

  private final Path root;
  private final FileSystem files;

  private FlinkStore(Path root, FileSystem files) {
    this.root = root;
    this.files = files;
  }

  static FlinkStore open(Path root) throws IOException {
    return new FlinkStore(root, root.getFileSystem());
  }

  @Override
  public String place() {
    return root.toString();
  }

  private Path path(String key) {
    return new Path(root, ObjectKeys.checked(key));
  }

  @Override
  public Optional<Long> size(String key) throws IOException {
    try {
      FileStatus status = files.getFileStatus(path(key));
      return status.isDir() ? Optional.empty() : Optional.of(status.getLen());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<byte[]> read(String key) throws IOException {
    if (size(key).isEmpty()) {
      return Optional.empty();
    }
    try (FSDataInputStream in = files.open(path(key))) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(String key, byte[] bytes) throws IOException {
    Path target = path(key);
    place(target, out -> out.write(bytes));
  }

  @Override
  public boolean create(String key, byte[] bytes) throws IOException {
    Path target = path(key);
    if (size(key).isPresent()) {
      return false;
    }
    Path temporary = temporary(target, out -> out.write(bytes));
    try {
      return moved(temporary, target);
    } finally {
      files.delete(temporary, false);
    }
  }

  /** Moves where there is nothing; a local rename goes over what is there, a link does not. */
  private boolean moved(Path temporary, Path target) throws IOException {
    if (!(files instanceof LocalFileSystem)) {
      return renamed(temporary, target);
    }
    try {
      Files.createLink(local(target), local(temporary));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.getPath());
  }

  @Override
  public void upload(String key, java.nio.file.Path file, String sha256) throws IOException {
    place(
        path(key),
        raw -> {
          MessageDigest digest = Sha256.start();
          OutputStream out = new DigestOutputStream(raw, digest);
          Files.copy(file, out);
          out.flush();
          if (!Sha256.hex(digest.digest()).equals(sha256)) {
            throw new IOException(
                file
                    + " does not have the SHA-256 its manifest says; it was altered or damaged and"
                    + " is not published, build the snapshot again");
          }
        });
  }

  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes beside and renames. */
  private void place(Path target, Content content) throws IOException {
    Path temporary = temporary(target, content);
    try {
      if (!renamed(temporary, target)) {
        files.delete(target, false);
        if (!renamed(temporary, target)) {
          throw new IOException(target + " cannot be written: the file system does not rename");
        }
      }
    } catch (IOException | RuntimeException e) {
      remove(temporary, e);
      throw e;
    }
  }

  /** A new file with the content, on the way to its target. */
  private Path temporary(Path target, Content content) throws IOException {
    Path temporary = new Path(root, "incoming/" + UUID.randomUUID());
    files.mkdirs(temporary.getParent());
    files.mkdirs(target.getParent());
    try (FSDataOutputStream out = files.create(temporary, WriteMode.NO_OVERWRITE)) {
      content.writeTo(out);
      out.sync();
    } catch (IOException | RuntimeException e) {
      remove(temporary, e);
      throw e;
    }
    return temporary;
  }

  /** Some file systems say false and some throw where the target is there. */
  private boolean renamed(Path from, Path to) throws IOException {
    try {
      return files.rename(from, to);
    } catch (IOException e) {
      if (files.exists(to)) {
        return false;
      }
      throw e;
    }
  }

  private void remove(Path temporary, Exception cause) {
    try {
      files.delete(temporary, false);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public void download(String key, java.nio.file.Path target) throws IOException {
    Path source = path(key);
    long size = size(key).orElseThrow(() -> new NoSuchFileException(source.toString()));
    long from = Files.exists(target) ? Files.size(target) : 0;
    try (FSDataInputStream in = files.open(source);
        FileChannel channel =
            FileChannel.open(
                target,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
        OutputStream out = Channels.newOutputStream(channel)) {
      if (from < size) {
        in.seek(from);
        copy(in, out);
      }
      channel.force(true);
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
    }
  }

  @Override
  public List<String> list(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    FileStatus[] found;
    try {
      found = files.listStatus(path(folder));
    } catch (FileNotFoundException e) {
      return names;
    }
    if (found == null) {
      return names;
    }
    for (FileStatus status : found) {
      if (!status.isDir()) {
        names.add(status.getPath().getName());
      }
    }
    return names;
  }

  @Override
  public void delete(String key) throws IOException {
    Path path = path(key);
    if (!files.delete(path, false) && files.exists(path)) {
      throw new IOException(path + " cannot be removed");
    }
  }

  @Override
  public WriteLock lock() throws IOException {
    return new LeaseLock(this).take();
  }

  /** File systems belong to Flink. */
  @Override
  public void close() {}
}
