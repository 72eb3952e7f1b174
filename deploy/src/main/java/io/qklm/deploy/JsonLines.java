package io.qklm.deploy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a file as bytes, not decoded, so that what is wrong with a line is its reader's to say.
 * Blank lines are skipped; gzip is told by content. A file that is wrong as a whole, UTF-16 or CSV
 * for example, is refused at its start. Not safe for several threads.
 */
public final class JsonLines implements AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  /** Longest line kept whole, in bytes; a longer one comes as its head, which no reader accepts. */
  public static final int MAX_LINE = 64 << 20;

  private final InputStream in;
  private final String name;
  private long number;

  public JsonLines(InputStream in) throws IOException {
    this(in, "the input");
  }

  private JsonLines(InputStream in, String name) throws IOException {
    this.name = name;
    try {
      this.in = unpacked(new BufferedInputStream(in, BUFFER));
      skipByteOrderMark(this.in);
      WrongForm.check(this.in, name);
    } catch (EOFException | ZipException e) {
      throw damaged(name, e);
    }
  }

  /**
   * Opens a file.
   *
   * @throws IOException if there is no such file; the message names it
   */
  public static JsonLines open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(
          "'" + file + "' is a folder; name a file with one JSON document a line");
    }
    InputStream in = Files.newInputStream(file);
    try {
      return new JsonLines(in, "'" + file + "'");
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Lines of a file that are not blank. */
  public static long count(Path file) throws IOException {
    try (JsonLines lines = open(file)) {
      long count = 0;
      while (lines.next() != null) {
        count++;
      }
      return count;
    }
  }

  private static InputStream unpacked(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
    in.reset();
    if (!gzip) {
      return in;
    }
    return new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER);
  }

  /** Some editors put one at the start of a file; it is no part of the first document. */
  private static void skipByteOrderMark(InputStream in) throws IOException {
    in.mark(BYTE_ORDER_MARK.length);
    if (!java.util.Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      in.reset();
    }
  }

  private static IOException damaged(String name, IOException e) {
    return new IOException(name + " begins like a gzip file and is damaged: " + e.getMessage(), e);
  }

  /**
   * The next line that is not blank, without its end; null when there is none.
   *
   * @throws IOException if the file cannot be read on; the message names it
   */
  public byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 12);
    boolean blank = true;
    try {
      for (int b = in.read(); ; b = in.read()) {
        if (b < 0 || b == '\n') {
          if (b >= 0 || line.size() > 0) {
            number++;
          }
          if (!blank) {
            return withoutReturn(line.toByteArray());
          }
          if (b < 0) {
            return null;
          }
          line.reset();
        } else if (line.size() < MAX_LINE) {
          line.write(b);
          blank &= b == ' ' || b == '\t' || b == '\r';
        }
      }
    } catch (EOFException | ZipException e) {
      throw damaged(name, e);
    }
  }

  private static byte[] withoutReturn(byte[] line) {
    boolean carriage = line[line.length - 1] == '\r';
    return carriage ? java.util.Arrays.copyOf(line, line.length - 1) : line;
  }

  /** Number of the line that {@link #next()} gave last, from 1; blank lines count. */
  public long number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
