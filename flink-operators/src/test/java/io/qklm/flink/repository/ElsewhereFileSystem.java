package io.qklm.flink.repository;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.core.fs.BlockLocation;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** Stands for the file system of a cluster: local files under {@code elsewhere://host/path}. */
public final class ElsewhereFileSystem extends FileSystem {

  static final String SCHEME = "elsewhere";

  /** Files opened, so that a test can tell that they came this way. */
  static final AtomicInteger OPENED = new AtomicInteger();

  private final LocalFileSystem files = LocalFileSystem.getSharedInstance();

  /** Found as a plugin is. */
  public static final class Factory implements FileSystemFactory {
    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public FileSystem create(URI uri) {
      return new ElsewhereFileSystem();
    }
  }

  private static Path local(Path path) {
    return new Path("file", null, path.getPath());
  }

  @Override
  public Path getWorkingDirectory() {
    return files.getWorkingDirectory();
  }

  @Override
  public Path getHomeDirectory() {
    return files.getHomeDirectory();
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + "://host/");
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return new Status(files.getFileStatus(local(path)), path);
  }

  @Override
  public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) {
    return new BlockLocation[0];
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    OPENED.incrementAndGet();
    return files.open(local(path), buffer);
  }

  @Override
  public FSDataInputStream open(Path path) throws IOException {
    OPENED.incrementAndGet();
    return files.open(local(path));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    FileStatus[] found = files.listStatus(local(path));
    if (found == null) {
      return null;
    }
    for (int i = 0; i < found.length; i++) {
      found[i] = new Status(found[i], new Path(path, found[i].getPath().getName()));
    }
    return found;
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return files.delete(local(path), recursive);
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    return files.mkdirs(local(path));
  }

  @Override
  public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
    return files.create(local(path), mode);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return files.rename(local(from), local(to));
  }

  @Override
  public boolean isDistributedFS() {
    return true;
  }

  private record Status(FileStatus of, Path path) implements FileStatus {
    @Override
    public long getLen() {
      return of.getLen();
    }

    @Override
    public long getBlockSize() {
      return of.getBlockSize();
    }

    @Override
    public short getReplication() {
      return of.getReplication();
    }

    @Override
    public long getModificationTime() {
      return of.getModificationTime();
    }

    @Override
    public long getAccessTime() {
      return of.getAccessTime();
    }

    @Override
    public boolean isDir() {
      return of.isDir();
    }

    @Override
    public Path getPath() {
      return path;
    }
  }
}
