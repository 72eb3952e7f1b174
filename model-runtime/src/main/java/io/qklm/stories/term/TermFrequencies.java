package io.qklm.stories.term;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How common terms are in the language, counted once on openly licensed texts ({@code
 * benchmarks/run term-frequencies} writes the table).
 *
 * <p>Format, big-endian: the four bytes {@code QTF1}; an int, the texts counted; an int n; n ints,
 * the terms' hashes, ascending; n bytes, each a term's rarity: the natural logarithm of texts by
 * texts with the term, in sixteenths, rounded. A term that is not listed stands in fewer than
 * {@value #LEAST} texts.
 */
public final class TermFrequencies {

  /** Texts that a listed term stands in at least. */
  public static final int LEAST = 4;

  private static final int MAGIC = 0x51544631;
  private static final double STEPS = 16;
  private static final String RESOURCE = "term-frequencies.bin";

  private final int texts;
  private final int[] terms;
  private final byte[] rarities;

  private TermFrequencies(int texts, int[] terms, byte[] rarities) {
    this.texts = texts;
    this.terms = terms;
    this.rarities = rarities;
  }

  /** The table that comes with the code. */
  public static TermFrequencies bundled() {
    try (InputStream in = TermFrequencies.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(
            "the table " + RESOURCE + " is missing beside " + TermFrequencies.class.getName());
      }
      return read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table of what was counted. */
  public static TermFrequencies of(int texts, Map<Integer, Integer> counts) {
    TreeMap<Integer, Integer> listed = new TreeMap<>(counts);
    listed.values().removeIf(count -> count < LEAST);
    int[] terms = new int[listed.size()];
    byte[] rarities = new byte[listed.size()];
    int at = 0;
    for (Map.Entry<Integer, Integer> entry : listed.entrySet()) {
      terms[at] = entry.getKey();
      double rarity = Math.log((double) texts / entry.getValue());
      rarities[at++] = (byte) Math.min(Byte.MAX_VALUE * 2 + 1, Math.round(STEPS * rarity));
    }
    return new TermFrequencies(texts, terms, rarities);
  }

  /**
   * Reads a table.
   *
   * @throws IOException if the bytes are none
   */
  public static TermFrequencies read(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC) {
        throw new IOException("this is no table of term frequencies: it does not begin with QTF1");
      }
      int texts = in.readInt();
      int size = in.readInt();
      if (size < 0 || bytes.length != 12 + 5L * size) {
        throw new IOException(
            "a table of %d terms has %d bytes, not %d"
                .formatted(size, 12 + 5L * size, bytes.length));
      }
      int[] terms = new int[size];
      for (int i = 0; i < size; i++) {
        terms[i] = in.readInt();
      }
      byte[] rarities = new byte[size];
      in.readFully(rarities);
      return new TermFrequencies(texts, terms, rarities);
    }
  }

  /** The table in its format. */
  public byte[] write() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(texts);
      out.writeInt(terms.length);
      for (int term : terms) {
        out.writeInt(term);
      }
      out.write(rarities);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Terms that are listed. */
  public int size() {
    return terms.length;
  }

  /** The natural logarithm of all texts by those with the term; about 10 for what nobody writes. */
  public double rarity(int term) {
    int at = Arrays.binarySearch(terms, term);
    return at < 0 ? Math.log(2.0 * texts / LEAST) : (rarities[at] & 0xFF) / STEPS;
  }
}
