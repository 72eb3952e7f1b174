package io.qklm.kg.store;

import io.qklm.kg.quantize.ProductQuantizer;
import io.qklm.kg.store.format.EntityRecordCodec;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.rocks.SnapshotDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The entities nearest to a vector, by the cosine of the angle to what their codes stand for. Every
 * code is looked at, so nothing is missed and time grows with the number of entities.
 *
 * <p>Holds the codes in memory, m + 8 bytes an entity. Immutable; any number of threads may search.
 */
public final class NearestEntities {

  /** An entity and how near it is, from -1 to 1. */
  public record Match(int ordinal, double cosine) {}

  private static final int BLOCK = 1 << 16;

  private final ProductQuantizer quantizer;

  /** Blocks of codes, all but the last of as many entities. */
  private final List<byte[]> codes;

  /** Ordinals, and one over the length of the vector, in the order of the codes. */
  private final List<int[]> ordinals;

  private final List<float[]> scales;

  private NearestEntities(
      ProductQuantizer quantizer, List<byte[]> codes, List<int[]> ordinals, List<float[]> scales) {
    this.quantizer = quantizer;
    this.codes = codes;
    this.ordinals = ordinals;
    this.scales = scales;
  }

  /** Reads the codes of all entities that are not retired. */
  static NearestEntities read(SnapshotDatabase database, ProductQuantizer quantizer) {
    return read(database, quantizer, BLOCK);
  }

  static NearestEntities read(SnapshotDatabase database, ProductQuantizer quantizer, int block) {
    Collector collector = new Collector(quantizer, block);
    database.scan(
        Family.ENTITIES,
        (key, value) -> {
          if (!EntityRecordCodec.retired(value)) {
            collector.add(Family.ordinal(key), value);
          }
          return true;
        });
    collector.endBlock();
    return new NearestEntities(quantizer, collector.codes, collector.ordinals, collector.scales);
  }

  /**
   * The nearest entities, nearest first; of equally near ones the lower ordinal.
   *
   * @param query {@code [dimension]}, of any length but zero
   * @param limit most to return, at least 0
   * @throws IllegalArgumentException if the query has another dimension, or is no direction
   */
  public List<Match> search(float[] query, int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("a limit is at least 0, got " + limit);
    }
    if (query.length != quantizer.dimension()) {
      throw new IllegalArgumentException(
          "the vectors of this knowledge have "
              + quantizer.dimension()
              + " components, the one searched for has "
              + query.length);
    }
    double length = Math.sqrt(squares(query));
    if (!(length > 0) || Double.isInfinite(length)) {
      throw new IllegalArgumentException(
          "the vector searched for must have finite components that are not all 0");
    }
    if (limit == 0) {
      return List.of();
    }
    return search(quantizer.dotTable(query), length, limit);
  }

  private List<Match> search(float[] table, double length, int limit) {
    Comparator<Match> nearestFirst =
        Comparator.comparingDouble(Match::cosine).reversed().thenComparingInt(Match::ordinal);
    PriorityQueue<Match> best = new PriorityQueue<>(nearestFirst.reversed());
    int width = quantizer.subspaces();
    double threshold = Double.NEGATIVE_INFINITY;
    for (int block = 0; block < codes.size(); block++) {
      byte[] blockCodes = codes.get(block);
      float[] blockScales = scales.get(block);
      int[] blockOrdinals = ordinals.get(block);
      for (int i = 0; i < blockOrdinals.length; i++) {
        double cosine = quantizer.dot(table, blockCodes, i * width) * blockScales[i] / length;
        // Ordinals ascend, so an equal one that comes later never displaces.
        if (best.size() < limit || cosine > threshold) {
          best.add(new Match(blockOrdinals[i], cosine));
          if (best.size() > limit) {
            best.remove();
          }
          threshold = best.size() < limit ? Double.NEGATIVE_INFINITY : best.element().cosine();
        }
      }
    }
    List<Match> found = new ArrayList<>(best);
    found.sort(nearestFirst);
    return found;
  }

  private static double squares(float[] vector) {
    double sum = 0;
    for (float component : vector) {
      sum += (double) component * component;
    }
    return sum;
  }

  /** Fills blocks. */
  private static final class Collector {

    private final List<byte[]> codes = new ArrayList<>();
    private final List<int[]> ordinals = new ArrayList<>();
    private final List<float[]> scales = new ArrayList<>();
    private final ProductQuantizer quantizer;
    private final float[] vector;
    private final byte[] blockCodes;
    private final int[] blockOrdinals;
    private final float[] blockScales;
    private final int block;
    private int filled;

    Collector(ProductQuantizer quantizer, int block) {
      this.block = block;
      this.quantizer = quantizer;
      this.vector = new float[quantizer.dimension()];
      this.blockCodes = new byte[block * quantizer.subspaces()];
      this.blockOrdinals = new int[block];
      this.blockScales = new float[block];
    }

    void add(int ordinal, byte[] value) {
      quantizer.decode(value, EntityRecordCodec.CODE_OFFSET, vector, 0);
      double squares = squares(vector);
      blockOrdinals[filled] = ordinal;
      blockScales[filled] = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
      int width = quantizer.subspaces();
      System.arraycopy(value, EntityRecordCodec.CODE_OFFSET, blockCodes, filled * width, width);
      filled++;
      if (filled == block) {
        endBlock();
      }
    }

    void endBlock() {
      if (filled == 0) {
        return;
      }
      codes.add(Arrays.copyOf(blockCodes, filled * quantizer.subspaces()));
      ordinals.add(Arrays.copyOf(blockOrdinals, filled));
      scales.add(Arrays.copyOf(blockScales, filled));
      filled = 0;
    }
  }
}
