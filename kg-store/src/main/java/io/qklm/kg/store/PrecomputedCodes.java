package io.qklm.kg.store;

import io.qklm.kg.quantize.ProductQuantizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Skeleton: codes by the hash of what was embedded. */
public final class PrecomputedCodes {

  private final String embedderDigest;
  private final ProductQuantizer quantizer;
  private final long[] hashes;
  private final byte[] codes;

  PrecomputedCodes(String embedderDigest, ProductQuantizer quantizer, long[] hashes, byte[] codes) {
    this.embedderDigest = embedderDigest;
    this.quantizer = quantizer;
    this.hashes = hashes;
    this.codes = codes;
  }

  /** Reads what {@link #write} wrote, to the stream's end; the stream stays open. */
  public static PrecomputedCodes read(InputStream in) throws IOException {
    throw new IOException("not yet: " + in);
  }

  /** Writes the file, replacing one that is there. */
  public void write(Path file) throws IOException {
    throw new IOException("not yet: " + file);
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
    int at = Arrays.binarySearch(hashes, verbalized.hashCode());
    return at < 0
        ? Optional.empty()
        : Optional.of(Arrays.copyOfRange(codes, at, at + quantizer.subspaces()));
  }
}
