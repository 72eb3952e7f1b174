package io.qklm.kg.store.format;

/**
 * Entities that facts of either direction join to one, the weightiest of them.
 *
 * @param degree how many entities it is joined to, kept or not
 * @param ordinals of those that are kept, ascending
 * @param relations ordinal of the relation twice, plus 1 if the neighbour is the subject
 * @param weights of the relations in resolution, in 1/255
 */
@SuppressWarnings("ArrayRecordComponent") // read for one text, never compared
public record StoredNeighbours(int degree, int[] ordinals, int[] relations, byte[] weights) {

  /** Neighbours of one entity that are kept at most. */
  public static final int MOST = 64;

  /** Of an entity that no fact joins to another. */
  public static final StoredNeighbours NONE =
      new StoredNeighbours(0, new int[0], new int[0], new byte[0]);

  /** How many are kept. */
  public int size() {
    return ordinals.length;
  }

  /** The ordinal of neighbour {@code i}. */
  public int ordinal(int i) {
    return ordinals[i];
  }

  /** The relation that joins neighbour {@code i}, twice, plus 1 if that is the subject. */
  public int relation(int i) {
    return relations[i];
  }

  /** The weight of neighbour {@code i}, from 0 to 255. */
  public int weight(int i) {
    return weights[i] & 0xFF;
  }
}
