package io.qklm.kg.store.build;

import io.qklm.kg.quantize.ProductQuantizer;
import io.qklm.kg.store.files.DurableFile;
import io.qklm.kg.store.format.ByteReader;
import io.qklm.kg.store.format.ByteWriter;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The codes a build has computed, kept in its folder so that no entity is embedded twice when the
 * build is interrupted: {@code quantizer} as {@link ProductQuantizer#toBytes} writes it, {@code
 * codes} with the code of ordinal i from byte {@code i * m} on, and {@code codes.count}, how many
 * of them are safe on the disk (u64). One thread.
 */
final class CodeJournal implements Closeable {

  private static final String QUANTIZER = "quantizer";
  private static final String CODES = "codes";
  private static final String COUNT = "codes.count";

  private final Path folder;
  private final Duration interval;
  private @Nullable FileChannel codes;
  private @Nullable InputStream known;
  private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();
  private long knownLeft;
  private long count;
  private int bytes;
  private long lastForced = System.nanoTime();

  /**
   * Nothing is opened yet.
   *
   * @param interval how often codes are forced to the disk
   */
  CodeJournal(Path folder, Duration interval) {
    this.folder = folder;
    this.interval = interval;
  }

  /** The codebooks an interrupted build had trained. */
  Optional<ProductQuantizer> quantizer() throws IOException {
    Path file = folder.resolve(QUANTIZER);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ProductQuantizer.fromBytes(Files.readAllBytes(file)));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage() + "; build anew without --resume", e);
    }
  }

  /** Begins with these codebooks, or goes on where they are those of before; before all others. */
  void begin(ProductQuantizer quantizer) throws IOException {
    boolean same = quantizer().map(q -> q.digest().equals(quantizer.digest())).orElse(false);
    bytes = quantizer.subspaces();
    if (!same) {
      Files.deleteIfExists(folder.resolve(COUNT));
      DurableFile.replace(folder.resolve(QUANTIZER), quantizer.toBytes());
    }
    FileChannel opened =
        FileChannel.open(
            folder.resolve(CODES),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    codes = opened;
    Path counted = folder.resolve(COUNT);
    long safe = Files.exists(counted) ? new ByteReader(Files.readAllBytes(counted)).u64() : 0;
    count = Math.min(safe, opened.size() / bytes);
    knownLeft = count;
    opened.truncate(count * bytes);
    opened.position(count * bytes);
    known =
        new BufferedInputStream(
            Channels.newInputStream(
                FileChannel.open(folder.resolve(CODES), StandardOpenOption.READ)));
  }

  /** How many codes are known from before; those of the first ordinals. */
  long known() {
    return knownLeft;
  }

  /** The code of the next ordinal from before, empty after the last; asked once for each. */
  Optional<byte[]> next() throws IOException {
    InputStream from = known;
    if (knownLeft == 0 || from == null) {
      return Optional.empty();
    }
    knownLeft--;
    return Optional.of(from.readNBytes(bytes));
  }

  /** Keeps the code of an ordinal; they come in order, those known from before too. */
  void add(int ordinal, byte[] code) {
    if (ordinal >= count) {
      unwritten.writeBytes(code);
      count++;
    }
  }

  /** Writes the codes so far, and makes them safe if it is time. */
  void write() throws IOException {
    FileChannel to = codes;
    if (to == null) {
      throw new IllegalStateException("the journal was not begun");
    }
    ByteBuffer left = ByteBuffer.wrap(unwritten.toByteArray());
    while (left.hasRemaining()) {
      to.write(left);
    }
    unwritten.reset();
    if (System.nanoTime() - lastForced >= interval.toNanos()) {
      to.force(false);
      DurableFile.replace(folder.resolve(COUNT), new ByteWriter().u64(count).toBytes());
      lastForced = System.nanoTime();
    }
  }

  @Override
  public void close() throws IOException {
    FileChannel to = codes;
    InputStream from = known;
    codes = null;
    known = null;
    try (to;
        from) {
      knownLeft = 0;
    }
  }
}
