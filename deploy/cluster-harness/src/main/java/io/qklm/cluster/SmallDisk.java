package io.qklm.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A file system of a few megabytes, to be filled up. Mounting one takes root. */
public final class SmallDisk implements AutoCloseable {

  private static final int BLOCK = 4_096;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one in a new folder; empty where that is not allowed. */
  public static Optional<SmallDisk> mount(Path folder, int megabytes)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String size = "size=" + megabytes + "m";
    boolean mounted = run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.toString());
    return mounted ? Optional.of(new SmallDisk(folder)) : Optional.empty();
  }

  public Path folder() {
    return folder;
  }

  /** Leaves no room on it. */
  public void fill() throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    try (SeekableByteChannel channel =
        Files.newByteChannel(ballast(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (Files.getFileStore(folder).getUsableSpace() >= BLOCK) {
        block.clear();
        channel.write(block);
      }
    }
  }

  /** Gives the room back. */
  public void free() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      // There is no such command here.
      return false;
    }
  }

  @Override
  public void close() {
    try {
      run("umount", "-l", folder.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
