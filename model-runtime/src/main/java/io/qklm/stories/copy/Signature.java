package io.qklm.stories.copy;

import io.qklm.stories.term.TermHash;
import io.qklm.stories.term.Words;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What is kept of a text to know its copies by: b-bit minwise hashing (Li and König 2010) of its
 * word triples (Broder 1997). Of {@value #HASHES} fixed hash functions each gives the low eight
 * bits of its smallest value over the triples; two signatures agree in a share of them that grows
 * with the triples in common.
 *
 * @param minima {@value #HASHES} bytes; empty for a text of fewer than {@value #LEAST} triples,
 *     which is compared by its digest alone
 * @param triples distinct triples of the text
 * @param digest of all its words in their order; 0 for a text without words, which copies nothing
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way through an index, never compared
public record Signature(byte[] minima, int triples, long digest) {

  /** Hash functions: {@link #BANDS} bands of {@link #ROWS}. */
  public static final int HASHES = 126;

  /**
   * Two texts with half of their triples in common share a band with probability 0.996, with a
   * third 0.79; with a twentieth, as reports on one event often have, 0.005.
   */
  static final int ROWS = 3;

  static final int BANDS = HASHES / ROWS;

  /** Below this, one changed word changes most of a text. */
  static final int LEAST = 8;

  /** Words that are read. */
  private static final int MOST_WORDS = 20_000;

  private static final double CHANCE = 1 / 256.0;

  public Signature {
    if (minima.length != 0 && minima.length != HASHES) {
      throw new IllegalArgumentException(
          "a signature has 0 or %d bytes, not %d".formatted(HASHES, minima.length));
    }
  }

  /** The signature of a text. */
  public static Signature of(String text) {
    List<String> all = Words.of(text);
    List<String> words = all.subList(0, Math.min(all.size(), MOST_WORDS));
    long[] hashes = words.stream().mapToLong(TermHash::of).toArray();
    long digest = words.size();
    for (long hash : hashes) {
      digest = TermHash.mix(digest * 31 + hash);
    }
    long[] triples =
        LongStream.range(0, Math.max(0, hashes.length - 2))
            .map(
                i ->
                    TermHash.mix(
                        TermHash.mix(TermHash.mix(hashes[(int) i]) + hashes[(int) i + 1])
                            + hashes[(int) i + 2]))
            .sorted()
            .distinct()
            .toArray();
    return new Signature(
        triples.length < LEAST ? new byte[0] : minima(triples), triples.length, digest);
  }

  private static byte[] minima(long[] triples) {
    byte[] minima = new byte[HASHES];
    for (int h = 0; h < HASHES; h++) {
      long key = TermHash.mix(h);
      long least = Long.MAX_VALUE;
      for (long triple : triples) {
        // A permutation of 64 bits for each key: xor, odd product, xor of the halves.
        long value = (triple ^ key) * 0xD6E8FEB86659FD93L;
        value ^= value >>> 32;
        least = Math.min(least, value & Long.MAX_VALUE);
      }
      minima[h] = (byte) least;
    }
    return minima;
  }

  /** Whether the text had a word. */
  boolean hasWords() {
    return digest != 0;
  }

  /** Whether anything but the same words in the same order can be told of it. */
  boolean isShort() {
    return minima.length == 0;
  }

  /** The number of a band: its place and its bytes. */
  int band(int band) {
    int key = band;
    for (int row = 0; row < ROWS; row++) {
      key = key << 8 | (minima[band * ROWS + row] & 0xFF);
    }
    return key;
  }

  /** The share of triples in common among all of both, estimated; 0 where either is short. */
  public double resemblance(Signature other) {
    if (isShort() || other.isShort()) {
      return 0;
    }
    int same = 0;
    for (int i = 0; i < HASHES; i++) {
      same += minima[i] == other.minima[i] ? 1 : 0;
    }
    return Math.max(0, ((double) same / HASHES - CHANCE) / (1 - CHANCE));
  }

  /** The share of triples in common among those of the shorter text, estimated. */
  public double containment(Signature other) {
    double resemblance = resemblance(other);
    double common = resemblance / (1 + resemblance) * ((double) triples + other.triples);
    int shorter = Math.min(triples, other.triples);
    return shorter == 0 ? 0 : Math.min(1, common / shorter);
  }

  @Override
  public String toString() {
    return "signature of %d triples, digest %016x, minima %s"
        .formatted(triples, digest, Arrays.hashCode(minima));
  }
}
