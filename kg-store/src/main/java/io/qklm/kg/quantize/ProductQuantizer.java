package io.qklm.kg.quantize;

import java.util.HexFormat;
import java.util.Optional;

/**
 * Product quantizer of m subspaces with 256 centroids each: a vector becomes m bytes.
 *
 * <p>The components of a vector are cut into m consecutive stretches, the subspaces. With {@code
 * dimension = q * m + r} the first r subspaces have q + 1 components and the others q. Byte s of a
 * code is the number (0 to 255) of the centroid nearest to the vector in subspace s; of centroids
 * equally near, the lowest number. A quantizer may turn vectors by a {@link Rotation} before it
 * cuts them, and turns back what it reads from a code.
 *
 * <p>Immutable and thread safe.
 *
 * <p>{@link QuantizerFile} says how it lies in a file.
 */
public final class ProductQuantizer {

  /** Centroids in a subspace: one byte names one. */
  public static final int CENTROIDS = 256;

  private final int dimension;
  private final int subspaces;

  /** First component of each subspace, {@code [m + 1]}; the last entry is the dimension. */
  private final int[] from;

  /**
   * Centroids to read: {@code [subspace][centroid][component]}, flat. Centroid c of subspace s
   * begins at {@code 256 * from[s] + c * width(s)}.
   */
  private final float[] codebooks;

  /** The same centroids laid out to be searched, one searcher a subspace. */
  private final NearestCentroid[] searchers;

  private final Optional<Rotation> rotation;

  private final byte[] hash;

  /**
   * Makes a quantizer from its centroids.
   *
   * @param dimension components of a vector, at least {@code subspaces}
   * @param subspaces m, at least 1
   * @param codebooks {@code [subspace][centroid][component]}, flat, {@code 256 * dimension} finite
   *     floats; copied
   */
  public ProductQuantizer(int dimension, int subspaces, float[] codebooks) {
    this(dimension, subspaces, codebooks, Optional.empty());
  }

  /**
   * Makes a quantizer from its rotation and the centroids of turned vectors.
   *
   * @param codebooks as above
   * @param rotation of {@code dimension} rows, if any
   */
  public ProductQuantizer(
      int dimension, int subspaces, float[] codebooks, Optional<Rotation> rotation) {
    this.from = subspaceStarts(dimension, subspaces);
    long expected = (long) CENTROIDS * dimension;
    if (codebooks.length != expected) {
      throw new IllegalArgumentException(
          "codebooks for dimension "
              + dimension
              + " hold "
              + expected
              + " floats, got "
              + codebooks.length);
    }
    for (float value : codebooks) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("a centroid holds " + value + "; only finite numbers");
      }
    }
    rotation.ifPresent(turn -> checkDimension(turn, dimension));
    this.dimension = dimension;
    this.subspaces = subspaces;
    this.rotation = rotation;
    this.codebooks = codebooks.clone();
    this.searchers = new NearestCentroid[subspaces];
    for (int s = 0; s < subspaces; s++) {
      searchers[s] = new NearestCentroid(this.codebooks, CENTROIDS * from[s], width(s));
    }
    this.hash = QuantizerFile.digest(dimension, subspaces, this.codebooks, rotation);
  }

  private static void checkDimension(Rotation rotation, int dimension) {
    if (rotation.dimension() != dimension) {
      throw new IllegalArgumentException(
          "a quantizer of dimension "
              + dimension
              + " takes a rotation of as many rows, got "
              + rotation.dimension());
    }
  }

  /**
   * First component of each subspace, and the dimension as the last entry.
   *
   * @throws IllegalArgumentException unless {@code 1 <= subspaces <= dimension}
   */
  static int[] subspaceStarts(int dimension, int subspaces) {
    if (subspaces < 1 || subspaces > dimension) {
      throw new IllegalArgumentException(
          "cannot cut "
              + dimension
              + " components into "
              + subspaces
              + " subspaces; 1 to "
              + dimension
              + " are allowed");
    }
    int[] from = new int[subspaces + 1];
    for (int s = 0; s < subspaces; s++) {
      from[s + 1] = from[s] + dimension / subspaces + (s < dimension % subspaces ? 1 : 0);
    }
    return from;
  }

  /** Components of a vector. */
  public int dimension() {
    return dimension;
  }

  /** Bytes of a code, m. */
  public int subspaces() {
    return subspaces;
  }

  private int width(int subspace) {
    return from[subspace + 1] - from[subspace];
  }

  /**
   * Writes the code of a vector.
   *
   * @param vector {@code [dimension]}
   * @param codes takes m bytes from {@code offset} on
   */
  public void encode(float[] vector, byte[] codes, int offset) {
    float[] turned = turned(vector);
    float[] distances = new float[CENTROIDS];
    for (int s = 0; s < subspaces; s++) {
      codes[offset + s] = (byte) searchers[s].nearest(turned, from[s], distances);
    }
  }

  /** The codes of many vectors, flat: vector i has bytes {@code i * m} to {@code (i + 1) * m}. */
  public byte[] encode(float[][] vectors) {
    byte[] codes = new byte[Math.multiplyExact(vectors.length, subspaces)];
    for (int i = 0; i < vectors.length; i++) {
      encode(vectors[i], codes, i * subspaces);
    }
    return codes;
  }

  /**
   * Reads a code back into the vector it stands for.
   *
   * @param codes holds m bytes from {@code offset} on
   * @param out takes {@code dimension} floats from {@code outOffset} on
   */
  public void decode(byte[] codes, int offset, float[] out, int outOffset) {
    if (rotation.isEmpty()) {
      gather(codes, offset, out, outOffset);
      return;
    }
    float[] turned = new float[dimension];
    gather(codes, offset, turned, 0);
    rotation.get().invert(turned, 0, out, outOffset);
  }

  /** The centroids a code names, side by side. */
  private void gather(byte[] codes, int offset, float[] out, int outOffset) {
    for (int s = 0; s < subspaces; s++) {
      int width = width(s);
      int centroid = codes[offset + s] & 0xFF;
      System.arraycopy(
          codebooks, CENTROIDS * from[s] + centroid * width, out, outOffset + from[s], width);
    }
  }

  /**
   * Reads {@code count} codes that stand one behind the other.
   *
   * @param out takes {@code [count][dimension]}, flat, from its start on
   */
  public void decode(byte[] codes, int offset, int count, float[] out) {
    for (int i = 0; i < count; i++) {
      decode(codes, offset + i * subspaces, out, i * dimension);
    }
  }

  /**
   * The dot product of a query with every centroid, {@code [m][256]}, flat; see {@link #dot}.
   *
   * @param query {@code [dimension]}
   */
  public float[] dotTable(float[] query) {
    float[] turned = turned(query);
    float[] table = new float[subspaces * CENTROIDS];
    for (int s = 0; s < subspaces; s++) {
      searchers[s].dots(turned, from[s], table, s * CENTROIDS);
    }
    return table;
  }

  /** The dot product of the query behind {@code table} with the vector behind the code. */
  public float dot(float[] table, byte[] codes, int offset) {
    float sum = 0;
    for (int s = 0; s < subspaces; s++) {
      sum += table[s * CENTROIDS + (codes[offset + s] & 0xFF)];
    }
    return sum;
  }

  /** Mean squared distance between vectors and what their codes stand for. */
  public double loss(float[][] vectors) {
    byte[] code = new byte[subspaces];
    float[] decoded = new float[dimension];
    double sum = 0;
    for (float[] vector : vectors) {
      encode(vector, code, 0);
      decode(code, 0, decoded, 0);
      for (int d = 0; d < dimension; d++) {
        double difference = vector[d] - decoded[d];
        sum += difference * difference;
      }
    }
    return vectors.length == 0 ? 0 : sum / vectors.length;
  }

  /** A copy of the centroids, {@code [subspace][centroid][component]}, flat. */
  public float[] codebooks() {
    return codebooks.clone();
  }

  /** What vectors are turned by before they are cut, if anything. */
  public Optional<Rotation> rotation() {
    return rotation;
  }

  /** The file's bytes, see {@link QuantizerFile}. */
  public byte[] toBytes() {
    return QuantizerFile.write(this);
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @throws IllegalArgumentException if the bytes are no product quantizer, of another version or
   *     damaged
   */
  public static ProductQuantizer fromBytes(byte[] bytes) {
    return QuantizerFile.read(bytes);
  }

  /** SHA-256, in hex, of the file's bytes before the trailer: equal for equal quantizers. */
  public String digest() {
    return HexFormat.of().formatHex(hash);
  }

  private float[] turned(float[] vector) {
    checkVector(vector);
    if (rotation.isEmpty()) {
      return vector;
    }
    float[] turned = new float[dimension];
    rotation.get().apply(vector, 0, turned, 0);
    return turned;
  }

  private void checkVector(float[] vector) {
    if (vector.length != dimension) {
      throw new IllegalArgumentException(
          "this quantizer takes vectors of " + dimension + " components, got " + vector.length);
    }
  }
}
