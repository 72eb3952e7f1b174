package io.qklm.kg.quantize;

import io.qklm.kg.store.files.Sha256;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A {@link ProductQuantizer} as a file.
 *
 * <h2>File layout, version 1</h2>
 *
 * All numbers little-endian.
 *
 * <pre>
 * offset  size             content
 * 0       4                'Q' 'K' 'P' 'Q'
 * 4       4                version, 1
 * 8       4                dimension d
 * 12      4                subspaces m
 * 16      4                centroids in a subspace, 256
 * 20      4                flags: bit 0 for a rotation, the others 0
 * 24      4 * 256 * d      codebooks: float [subspace][centroid][component of the subspace]
 * ...     4 * d * d        with bit 0: rotation, float [row][column]; a turned component is a row's
 *                          product with the vector
 * ...     32               SHA-256 of all bytes before
 * </pre>
 */
final class QuantizerFile {

  static final int VERSION = 1;
  static final int HEADER_BYTES = 24;
  static final int TRAILER_BYTES = 32;
  private static final int ROTATION_FLAG = 1;
  private static final int CENTROIDS = ProductQuantizer.CENTROIDS;
  private static final byte[] MAGIC = {'Q', 'K', 'P', 'Q'};

  private QuantizerFile() {}

  static byte[] write(ProductQuantizer quantizer) {
    byte[] body =
        body(
            quantizer.dimension(),
            quantizer.subspaces(),
            quantizer.codebooks(),
            quantizer.rotation());
    byte[] file = Arrays.copyOf(body, body.length + TRAILER_BYTES);
    System.arraycopy(Sha256.of(body), 0, file, body.length, TRAILER_BYTES);
    return file;
  }

  /** SHA-256 of the file's bytes before the trailer. */
  static byte[] digest(
      int dimension, int subspaces, float[] codebooks, Optional<Rotation> rotation) {
    return Sha256.of(body(dimension, subspaces, codebooks, rotation));
  }

  static ProductQuantizer read(byte[] bytes) {
    if (bytes.length < HEADER_BYTES + TRAILER_BYTES
        || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IllegalArgumentException(
          "these " + bytes.length + " bytes are no product quantizer: they do not begin with QKPQ");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(MAGIC.length);
    int version = in.getInt();
    int dimension = in.getInt();
    int subspaces = in.getInt();
    int centroids = in.getInt();
    int flags = in.getInt();
    if (version != VERSION || (flags & ~ROTATION_FLAG) != 0 || centroids != CENTROIDS) {
      throw new IllegalArgumentException(
          "product quantizer of version "
              + version
              + " with "
              + centroids
              + " centroids and flags "
              + flags
              + "; this build reads version "
              + VERSION
              + " with "
              + CENTROIDS
              + " centroids and flags 0 or "
              + ROTATION_FLAG
              + "; rebuild the snapshot or use a newer build");
    }
    boolean rotated = (flags & ROTATION_FLAG) != 0;
    long floatsOfOneComponent = CENTROIDS + (rotated ? (long) dimension : 0);
    long expected =
        HEADER_BYTES + 4L * floatsOfOneComponent * Math.max(0, dimension) + TRAILER_BYTES;
    if (bytes.length != expected) {
      throw new IllegalArgumentException(
          "product quantizer of dimension "
              + dimension
              + " takes "
              + expected
              + " bytes, got "
              + bytes.length
              + "; the file is cut or damaged, fetch it again");
    }
    byte[] body = Arrays.copyOf(bytes, bytes.length - TRAILER_BYTES);
    if (!Arrays.equals(
        Sha256.of(body), Arrays.copyOfRange(bytes, body.length, body.length + TRAILER_BYTES))) {
      throw new IllegalArgumentException(
          "product quantizer does not match its SHA-256; the file is damaged, fetch it again");
    }
    float[] codebooks = new float[CENTROIDS * dimension];
    FloatBuffer floats = in.asFloatBuffer().get(codebooks);
    Optional<Rotation> rotation =
        rotated ? Optional.of(readRotation(floats, dimension)) : Optional.empty();
    return new ProductQuantizer(dimension, subspaces, codebooks, rotation);
  }

  private static Rotation readRotation(FloatBuffer floats, int dimension) {
    float[][] rows = new float[dimension][dimension];
    for (float[] row : rows) {
      floats.get(row);
    }
    return new Rotation(rows);
  }

  private static byte[] body(
      int dimension, int subspaces, float[] codebooks, Optional<Rotation> rotation) {
    ByteBuffer out =
        ByteBuffer.allocate(
                HEADER_BYTES
                    + Float.BYTES * codebooks.length
                    + (rotation.isPresent() ? Float.BYTES * dimension * dimension : 0))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).putInt(VERSION).putInt(dimension).putInt(subspaces).putInt(CENTROIDS);
    out.putInt(rotation.isPresent() ? ROTATION_FLAG : 0);
    FloatBuffer floats = out.asFloatBuffer().put(codebooks);
    if (rotation.isPresent()) {
      for (int r = 0; r < dimension; r++) {
        for (int c = 0; c < dimension; c++) {
          floats.put(rotation.get().at(r, c));
        }
      }
    }
    return out.array();
  }
}
