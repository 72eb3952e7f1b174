package io.qklm.kg.store.build;

import io.qklm.kg.store.files.Sha256;
import io.qklm.text.SurfaceNormalizer;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * On how many pages a name stands, and on how many it is a link, in memory that does not grow:
 * {@value #ROWS} rows of {@value #WIDTH} counters each for both (a count-min sketch with
 * conservative update; Cormode and Muthukrishnan 2005, Estan and Varghese 2002). A count is never
 * below the truth and about {@code pages' names / WIDTH} above it at most, which is taken off where
 * the count speaks against a name. Counters are made when the first page comes.
 *
 * <p>The file of a checkpoint: u64 pages, u64 names standing, then all counters as i32, big-endian,
 * row by row, those of standing names first; the last 32 bytes are the SHA-256 of all before.
 */
final class NameOccurrences {

  private static final int ROWS = 3;
  private static final int WIDTH = 1 << 21;

  /** Pages a name must stand on before it can be called an ordinary word. */
  static final int MANY_PAGES = 50;

  /** Part of its pages on which an ordinary word is a link, at most. */
  static final double SELDOM = 0.01;

  private final SurfaceNormalizer normalizer = new SurfaceNormalizer();
  private int @Nullable [][] standing;
  private int @Nullable [][] linked;
  private long pages;
  private long names;

  /** Counts the names of one page. */
  void page(Set<String> standingNames, Set<String> linkedNames) {
    int[][] stand = standing;
    int[][] link = linked;
    if (stand == null || link == null) {
      stand = new int[ROWS][WIDTH];
      link = new int[ROWS][WIDTH];
      standing = stand;
      linked = link;
    }
    pages++;
    Set<String> links = keys(linkedNames);
    Set<String> all = keys(standingNames);
    all.addAll(links);
    for (String key : all) {
      names++;
      count(stand, hash(key));
    }
    for (String key : links) {
      count(link, hash(key));
    }
  }

  private Set<String> keys(Set<String> texts) {
    Set<String> keys = new HashSet<>();
    for (String text : texts) {
      String key = normalizer.key(text);
      if (!key.isEmpty()) {
        keys.add(key);
      }
    }
    return keys;
  }

  /** Only the least counters grow: the others are too great already. */
  private static void count(int[][] rows, long hash) {
    int least = read(rows, hash);
    for (int row = 0; row < ROWS; row++) {
      int at = place(hash, row);
      if (rows[row][at] == least && least < Integer.MAX_VALUE) {
        rows[row][at]++;
      }
    }
  }

  private static int read(int[][] rows, long hash) {
    int least = Integer.MAX_VALUE;
    for (int row = 0; row < ROWS; row++) {
      least = Math.min(least, rows[row][place(hash, row)]);
    }
    return least;
  }

  private static int place(long hash, int row) {
    long mixed = (hash + row * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    return (int) ((mixed ^ mixed >>> 29) & (WIDTH - 1));
  }

  /** FNV-1a over UTF-8, mixed. */
  private static long hash(String key) {
    long hash = 0xCBF29CE484222325L;
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
    }
    hash ^= hash >>> 32;
    hash *= 0xD6E8FEB86659FD93L;
    return hash ^ hash >>> 32;
  }

  /** Pages counted. */
  long pages() {
    return pages;
  }

  /**
   * How often a name is a link where it stands, from 0 to 1.
   *
   * @param key as the normaliser gives it
   * @return NaN where nothing was counted or it stands on fewer than {@value #MANY_PAGES} pages
   */
  double linkProbability(String key) {
    int[][] stand = standing;
    int[][] link = linked;
    if (stand == null || link == null) {
      return Double.NaN;
    }
    long hash = hash(key);
    double sure = read(stand, hash) - 2.0 * names / WIDTH;
    return sure < MANY_PAGES ? Double.NaN : Math.min(1, read(link, hash) / sure);
  }

  /** Whether a name is an ordinary word that only sometimes names something. */
  boolean seldomLinked(String key) {
    return linkProbability(key) < SELDOM;
  }

  /** Writes what is known, unless it is nothing. */
  void write(Path file) throws IOException {
    int[][] stand = standing;
    int[][] link = linked;
    if (stand == null || link == null) {
      return;
    }
    MessageDigest digest = Sha256.start();
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      byte[] counts = ByteBuffer.allocate(2 * Long.BYTES).putLong(pages).putLong(names).array();
      digest.update(counts);
      out.write(counts);
      ByteBuffer bytes = ByteBuffer.allocate(WIDTH * Integer.BYTES);
      for (int[][] rows : new int[][][] {stand, link}) {
        for (int[] row : rows) {
          bytes.asIntBuffer().put(row);
          digest.update(bytes.array());
          out.write(bytes.array());
        }
      }
      out.write(digest.digest());
      out.getFD().sync();
    }
  }

  /** Reads what {@link #write} wrote; nothing where it wrote nothing. */
  void read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    MessageDigest digest = Sha256.start();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      byte[] counts = new byte[2 * Long.BYTES];
      in.readFully(counts);
      digest.update(counts);
      int[][] stand = rows(in, digest);
      int[][] link = rows(in, digest);
      if (!Arrays.equals(in.readNBytes(digest.getDigestLength()), digest.digest())
          || in.read() >= 0) {
        throw damaged(file);
      }
      pages = ByteBuffer.wrap(counts).getLong();
      names = ByteBuffer.wrap(counts).getLong(Long.BYTES);
      standing = stand;
      linked = link;
    } catch (EOFException e) {
      throw (IOException) damaged(file).initCause(e);
    }
  }

  private static int[][] rows(DataInputStream in, MessageDigest digest) throws IOException {
    int[][] rows = new int[ROWS][WIDTH];
    byte[] bytes = new byte[WIDTH * Integer.BYTES];
    for (int[] row : rows) {
      in.readFully(bytes);
      digest.update(bytes);
      ByteBuffer.wrap(bytes).asIntBuffer().get(row);
    }
    return rows;
  }

  private static IOException damaged(Path file) {
    return new IOException(file + " is damaged; build again without going on");
  }
}
