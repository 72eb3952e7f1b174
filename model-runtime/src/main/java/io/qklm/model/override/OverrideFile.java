package io.qklm.model.override;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Overrides from a file that may change at any time. Whoever asks looks at the file once a second
 * at most and reads it again where it changed, so that a change is in force for documents that
 * begin a second later. While the file is gone, too large or unreadable, what was read before stays
 * in force. Safe for any number of threads; nothing has to be closed.
 */
public final class OverrideFile implements OverrideSource {

  /** A file of more bytes is not read. */
  public static final int MOST_BYTES = 4 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(OverrideFile.class);
  private static final int TOLD = 20;

  private final Path file;
  private final long lookNanos;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile long looked;
  private volatile Version version;
  private volatile String problem = "";

  /** What was read of the file, and when that was written. */
  private record Version(FileTime modified, long size, LinkOverrides overrides) {}

  private OverrideFile(Path file, Duration look) throws IOException {
    this.file = file;
    this.lookNanos = look.toNanos();
    this.version = read(file);
    this.looked = System.nanoTime();
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is missing, unreadable or too large; the message says which
   */
  public static OverrideFile open(Path file) throws IOException {
    return open(file, Duration.ofSeconds(1));
  }

  /**
   * @param look how long what was read counts before the file is looked at again
   */
  static OverrideFile open(Path file, Duration look) throws IOException {
    return new OverrideFile(file, look);
  }

  /** The file's overrides, or none where no file is named. */
  public static OverrideSource named(String file) throws IOException {
    return file.isBlank() ? OverrideSource.NONE : open(Path.of(file));
  }

  @Override
  public LinkOverrides current() {
    if (System.nanoTime() - looked >= lookNanos && looking.tryLock()) {
      try {
        look();
      } finally {
        looked = System.nanoTime();
        looking.unlock();
      }
    }
    return version.overrides();
  }

  private void look() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      Version known = version;
      if (now.size() != known.size() || !now.lastModifiedTime().equals(known.modified())) {
        version = read(file);
        LOG.info("{} overrides of {} are in force", version.overrides().size(), file);
      }
      problem = "";
    } catch (IOException e) {
      String sentence = sentence(e);
      if (!sentence.equals(problem)) {
        problem = sentence;
        LOG.warn("{}; the overrides that were read before stay in force", sentence);
      }
    }
  }

  private String sentence(IOException e) {
    return e instanceof NoSuchFileException
        ? "the file of overrides " + file + " is gone"
        : String.valueOf(e.getMessage());
  }

  private static Version read(Path file) throws IOException {
    BasicFileAttributes before;
    try {
      before = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "the file of overrides " + file + " does not exist; an empty one says nothing", e);
    }
    if (before.size() > MOST_BYTES) {
      throw new IOException(
          "the file of overrides "
              + file
              + " has "
              + before.size()
              + " bytes; at most "
              + MOST_BYTES
              + " are read");
    }
    String lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    OverrideReader.Read read = OverrideReader.read(lines);
    tell(file, read.refused());
    return new Version(before.lastModifiedTime(), before.size(), read.overrides());
  }

  private static void tell(Path file, List<String> refused) {
    refused.stream()
        .limit(TOLD)
        .forEach(sentence -> LOG.warn("Override left out, {} {}", file, sentence));
    if (refused.size() > TOLD) {
      LOG.warn("{} further lines of {} are left out", refused.size() - TOLD, file);
    }
  }
}
