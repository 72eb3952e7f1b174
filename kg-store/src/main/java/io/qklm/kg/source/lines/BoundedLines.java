package io.qklm.kg.source.lines;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text file line by line as strict UTF-8, in bounded memory: a line that is too long is
 * passed over without being held. Plain, gzip or bzip2, several of them in a row too, told apart by
 * the first bytes. One thread.
 */
public final class BoundedLines implements AutoCloseable {

  /** Longest line read, in bytes. */
  public static final int MAX_LINE_BYTES = 16 << 20;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** One line, or why there is none. */
  public sealed interface Line {

    /** A line without its end. */
    record Text(String text) implements Line {}

    /** A line that cannot be read, and why, in one sentence. */
    record Unreadable(String reason) implements Line {}
  }

  private final InputStream in;
  private final int maxLineBytes;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;

  private byte[] line = new byte[1024];
  private long lineNumber;
  private long filled;

  private BoundedLines(InputStream in, int maxLineBytes, long linesBefore) {
    this.in = in;
    this.maxLineBytes = maxLineBytes;
    this.lineNumber = linesBefore;
  }

  public static BoundedLines open(Path file) throws IOException {
    return of(Files.newInputStream(file), MAX_LINE_BYTES);
  }

  /** Takes {@code raw} over. */
  public static BoundedLines of(InputStream raw, int maxLineBytes) throws IOException {
    try {
      return new BoundedLines(uncompressed(raw), maxLineBytes, 0);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /**
   * Reads on in bytes that are not compressed; takes {@code in} over.
   *
   * @param linesBefore lines that were read before, which count
   */
  static BoundedLines continuing(InputStream in, int maxLineBytes, long linesBefore) {
    return new BoundedLines(in, maxLineBytes, linesBefore);
  }

  /** The bytes within, by what the first ones say. */
  public static InputStream uncompressed(InputStream raw) throws IOException {
    PushbackInputStream start = new PushbackInputStream(new BufferedInputStream(raw), 3);
    byte[] magic = start.readNBytes(3);
    start.unread(magic);
    if (magic.length >= 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B) {
      return new GZIPInputStream(start, BUFFER_BYTES);
    }
    if (magic.length == 3 && magic[0] == 'B' && magic[1] == 'Z' && magic[2] == 'h') {
      return new BufferedInputStream(new BZip2CompressorInputStream(start, true), BUFFER_BYTES);
    }
    return start;
  }

  /** The next line, null at the end. */
  public @Nullable Line next() throws IOException {
    int length = 0;
    boolean tooLong = false;
    boolean any = false;
    while (at < end || fill()) {
      any = true;
      int stop = at;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      int more = stop - at;
      if (!tooLong && length + more > maxLineBytes) {
        tooLong = true;
      }
      if (!tooLong) {
        if (length + more > line.length) {
          line = Arrays.copyOf(line, Math.max(length + more, line.length * 2));
        }
        System.arraycopy(buffer, at, line, length, more);
        length += more;
      }
      boolean found = stop < end;
      at = found ? stop + 1 : stop;
      if (found) {
        break;
      }
    }
    if (!any) {
      return null;
    }
    lineNumber++;
    return tooLong
        ? new Line.Unreadable(
            "the line is longer than "
                + maxLineBytes
                + " bytes, the most that is read; cut it or split it")
        : decode(length);
  }

  private Line decode(int read) throws UnsupportedEncodingException {
    if (lineNumber == 1
        && read >= 2
        && ((line[0] == (byte) 0xFE && line[1] == (byte) 0xFF)
            || (line[0] == (byte) 0xFF && line[1] == (byte) 0xFE))) {
      throw new UnsupportedEncodingException(
          "is UTF-16, and UTF-8 is read; write it again, for example with"
              + " 'iconv -f UTF-16 -t UTF-8'");
    }
    int from =
        lineNumber == 1 && Arrays.equals(line, 0, Math.min(read, 3), BYTE_ORDER_MARK, 0, 3) ? 3 : 0;
    int to = read > from && line[read - 1] == '\r' ? read - 1 : read;
    try {
      return new Line.Text(decoder.decode(ByteBuffer.wrap(line, from, to - from)).toString());
    } catch (CharacterCodingException e) {
      return new Line.Unreadable("the line is not valid UTF-8; write the file again as UTF-8");
    }
  }

  /** Number of the line that {@link #next} gave last, from 1. */
  public long lineNumber() {
    return lineNumber;
  }

  /** Bytes of the lines given so far. */
  long consumed() {
    return filled - (end - at);
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    filled += end;
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
