package io.qklm.kg.source.lines;

import io.qklm.kg.source.SourcePosition;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes within a plain, gzip or bzip2 file, and for each of them the nearest place before it at
 * which reading can begin: the byte itself in a plain file, the front of its stream in a bzip2 file
 * of several streams, else the front of the file. One thread.
 */
public final class ResumableInput extends InputStream {

  private static final int BUFFER_BYTES = 1 << 16;

  private enum Compression {
    NONE,
    GZIP,
    BZIP2
  }

  /** A place where decompression can begin: in the file, and in the bytes given. */
  private record Start(long offset, long position) {}

  private final InputStream file;
  private final Counted raw;
  private final Compression compression;
  private final ArrayDeque<Start> starts = new ArrayDeque<>();

  /** What is read from; made at the first byte, since a file may be cut in its first block. */
  private @Nullable InputStream in;

  /** Bytes given so far; counts from the place where this reading began. */
  private long position;

  private ResumableInput(InputStream opened, Compression compression, SourcePosition from) {
    this.file = opened;
    this.compression = compression;
    this.raw = new Counted(opened);
    this.raw.base = from.offset();
    starts.add(new Start(from.offset(), -from.skip()));
  }

  private InputStream decompressed() throws IOException {
    InputStream known = in;
    if (known == null) {
      known =
          switch (compression) {
            case NONE -> raw;
            case GZIP -> new GZIPInputStream(raw, BUFFER_BYTES);
            case BZIP2 -> new BZip2CompressorInputStream(raw, false);
          };
      in = known;
    }
    return known;
  }

  /**
   * Opens a file at a place.
   *
   * @throws IOException if the file cannot be read or ends before the place
   */
  public static ResumableInput open(SourceFile source, SourcePosition from) throws IOException {
    Compression compression = Compression.NONE;
    if (from.offset() > 0) {
      try (InputStream front = source.open(0)) {
        compression = compression(front.readNBytes(3));
      }
    }
    InputStream opened = new BufferedInputStream(source.open(from.offset()), BUFFER_BYTES);
    try {
      if (from.offset() == 0) {
        opened.mark(3);
        compression = compression(opened.readNBytes(3));
        opened.reset();
      }
      ResumableInput input = new ResumableInput(opened, compression, from);
      input.pass(from.skip());
      return input;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** Opens a file of this machine at a place. */
  static ResumableInput open(Path path, SourcePosition from) throws IOException {
    return open(SourceFile.of(path), from);
  }

  private static Compression compression(byte[] magic) {
    if (magic.length >= 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B) {
      return Compression.GZIP;
    }
    return magic.length == 3 && magic[0] == 'B' && magic[1] == 'Z' && magic[2] == 'h'
        ? Compression.BZIP2
        : Compression.NONE;
  }

  /** The skipped bytes stand before position 0. */
  private void pass(long skip) throws IOException {
    position = -skip;
    byte[] passed = new byte[BUFFER_BYTES];
    while (position < 0) {
      if (read(passed, 0, (int) Math.min(passed.length, -position)) < 0) {
        throw new IOException("the file ends before the place where reading broke off");
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int read = decompressed().read(bytes, offset, length);
    while (read < 0 && compression == Compression.BZIP2 && nextStream()) {
      read = decompressed().read(bytes, offset, length);
    }
    if (read < 0 && compression == Compression.GZIP) {
      // Gzip ends at its last mark; who checks a file's bytes does so at their end.
      raw.transferTo(OutputStream.nullOutputStream());
    }
    position += Math.max(0, read);
    return read;
  }

  /** The decompressor reads byte by byte, so its stream ends where the next begins. */
  private boolean nextStream() throws IOException {
    raw.mark(1);
    if (raw.read() < 0) {
      return false;
    }
    raw.reset();
    starts.add(new Start(raw.offset(), position));
    in = new BZip2CompressorInputStream(raw, false);
    return true;
  }

  /**
   * From where to read so that the byte at {@code position} comes first; positions asked for
   * ascend.
   *
   * @param position counts from where this reading began, at most the bytes given
   */
  public SourcePosition place(long position, long lines, List<Long> counts) {
    Start first = starts.element();
    if (compression == Compression.NONE) {
      return new SourcePosition(first.offset + position, 0, lines, counts);
    }
    while (starts.size() > 1) {
      starts.remove();
      if (starts.element().position > position) {
        starts.addFirst(first);
        break;
      }
      first = starts.element();
    }
    return new SourcePosition(first.offset, position - first.position, lines, counts);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Knows how many bytes of the file were read. */
  private static final class Counted extends InputStream {

    private final InputStream in;
    private long base;
    private long read;
    private long marked;

    Counted(InputStream in) {
      this.in = in;
    }

    long offset() {
      return base + read;
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      read += one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int some = in.read(bytes, offset, length);
      read += Math.max(0, some);
      return some;
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public synchronized void mark(int limit) {
      in.mark(limit);
      marked = read;
    }

    @Override
    public synchronized void reset() throws IOException {
      in.reset();
      read = marked;
    }
  }
}
