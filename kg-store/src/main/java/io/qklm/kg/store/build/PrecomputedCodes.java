package io.qklm.kg.store.build;

import io.qklm.kg.quantize.ProductQuantizer;
import io.qklm.kg.store.files.Sha256;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Codes that an earlier build computed, by a hash of the verbalised entity, so that a later build
 * with the same embedder needs no embedding for what it knows. Immutable and thread safe.
 *
 * <h2>File layout ({@code *.qkv}), version 1</h2>
 *
 * All numbers big-endian.
 *
 * <pre>
 * size      content
 * 4         'Q' 'K' 'V' '1'
 * 2         bytes of the embedder's digest
 * ...       embedder's digest, UTF-8
 * 4         bytes of the codebooks q
 * q         codebooks, as {@link ProductQuantizer#toBytes} gives them; they say m
 * 4         number of entries n
 * n * 8     hashes, ascending as unsigned numbers: first 8 bytes of the SHA-256 of the text's UTF-8
 * n * m     codes, in the order of the hashes
 * 32        SHA-256 of all bytes before
 * </pre>
 */
public final class PrecomputedCodes {

  private static final byte[] MAGIC = {'Q', 'K', 'V', '1'};
  private static final int TRAILER_BYTES = 32;

  private final String embedderDigest;
  private final ProductQuantizer quantizer;

  /** Ascending as unsigned numbers. */
  private final long[] hashes;

  /** Code i has the bytes {@code i * m} to {@code (i + 1) * m}. */
  private final byte[] codes;

  private PrecomputedCodes(
      String embedderDigest, ProductQuantizer quantizer, long[] hashes, byte[] codes) {
    this.embedderDigest = embedderDigest;
    this.quantizer = quantizer;
    this.hashes = hashes;
    this.codes = codes;
  }

  /**
   * Makes codes from a map.
   *
   * @param codesByText verbalised entity to its code of {@code quantizer.subspaces()} bytes
   */
  public static PrecomputedCodes of(
      String embedderDigest, ProductQuantizer quantizer, Map<String, byte[]> codesByText) {
    Collector collector = new Collector(embedderDigest, quantizer);
    codesByText.forEach(collector::add);
    return collector.finish();
  }

  /** Gathers codes one by one; of two texts with one hash the first keeps its code. */
  static final class Collector {

    private final String embedderDigest;
    private final ProductQuantizer quantizer;
    private final TreeMap<Long, byte[]> entries = new TreeMap<>(Long::compareUnsigned);

    Collector(String embedderDigest, ProductQuantizer quantizer) {
      this.embedderDigest = embedderDigest;
      this.quantizer = quantizer;
    }

    void add(String verbalized, byte[] code) {
      if (code.length != quantizer.subspaces()) {
        throw new IllegalArgumentException(
            "a code has " + quantizer.subspaces() + " bytes here, got " + code.length);
      }
      entries.putIfAbsent(hash(verbalized), code.clone());
    }

    PrecomputedCodes finish() {
      int m = quantizer.subspaces();
      long[] hashes = new long[entries.size()];
      byte[] codes = new byte[Math.multiplyExact(entries.size(), m)];
      int i = 0;
      for (Map.Entry<Long, byte[]> entry : entries.entrySet()) {
        hashes[i] = entry.getKey();
        System.arraycopy(entry.getValue(), 0, codes, i * m, m);
        i++;
      }
      return new PrecomputedCodes(embedderDigest, quantizer, hashes, codes);
    }
  }

  /**
   * Reads what {@link #write} wrote, to the stream's end; the stream stays open.
   *
   * @throws IOException if the bytes are no such file, cut or damaged
   */
  public static PrecomputedCodes read(InputStream in) throws IOException {
    byte[] file = in.readAllBytes();
    if (file.length < MAGIC.length + TRAILER_BYTES
        || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IOException(
          "these "
              + file.length
              + " bytes are no file of precomputed codes that this build reads: they do not begin"
              + " with QKV1; make them again with 'qklm kg build'");
    }
    byte[] body = Arrays.copyOf(file, file.length - TRAILER_BYTES);
    if (!Arrays.equals(Sha256.of(body), Arrays.copyOfRange(file, body.length, file.length))) {
      throw new IOException(
          "the precomputed codes do not match their SHA-256; the file is cut or damaged, fetch it"
              + " again");
    }
    DataInputStream data = new DataInputStream(new ByteArrayInputStream(body));
    data.skipNBytes(MAGIC.length);
    String digest = new String(data.readNBytes(data.readUnsignedShort()), StandardCharsets.UTF_8);
    ProductQuantizer quantizer;
    try {
      quantizer = ProductQuantizer.fromBytes(data.readNBytes(data.readInt()));
    } catch (IllegalArgumentException e) {
      throw new IOException("precomputed codes: " + e.getMessage(), e);
    }
    int count = data.readInt();
    long expected = (long) count * (Long.BYTES + quantizer.subspaces());
    if (count < 0 || expected != data.available()) {
      throw new IOException(
          "precomputed codes announce " + count + " entries and hold another number");
    }
    long[] hashes = new long[count];
    ByteBuffer.wrap(data.readNBytes(count * Long.BYTES)).asLongBuffer().get(hashes);
    return new PrecomputedCodes(digest, quantizer, hashes, data.readAllBytes());
  }

  /** Writes the file, replacing one that is there. */
  public void write(Path file) throws IOException {
    Files.write(file, toBytes());
  }

  byte[] toBytes() {
    byte[] digest = embedderDigest.getBytes(StandardCharsets.UTF_8);
    byte[] codebooks = quantizer.toBytes();
    long length =
        MAGIC.length
            + 2L
            + digest.length
            + 4
            + codebooks.length
            + 4
            + (long) hashes.length * Long.BYTES
            + codes.length
            + TRAILER_BYTES;
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(length));
    out.put(MAGIC).putShort((short) digest.length).put(digest);
    out.putInt(codebooks.length).put(codebooks).putInt(hashes.length);
    for (long hash : hashes) {
      out.putLong(hash);
    }
    out.put(codes);
    out.put(Sha256.of(Arrays.copyOf(out.array(), out.position())));
    return out.array();
  }

  /** Digest of the embedder that made the vectors. */
  public String embedderDigest() {
    return embedderDigest;
  }

  /** The codebooks of the codes. */
  public ProductQuantizer quantizer() {
    return quantizer;
  }

  /** How many texts have a code. */
  public int size() {
    return hashes.length;
  }

  /** The code of a verbalised entity, if it is known. */
  public Optional<byte[]> code(String verbalized) {
    int at = find(hash(verbalized));
    int m = quantizer.subspaces();
    return at < 0 ? Optional.empty() : Optional.of(Arrays.copyOfRange(codes, at * m, at * m + m));
  }

  private int find(long hash) {
    int low = 0;
    int high = hashes.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Long.compareUnsigned(hashes[middle], hash);
      if (order == 0) {
        return middle;
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** First 8 bytes of the SHA-256 of the text's UTF-8. */
  public static long hash(String text) {
    return ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }
}
