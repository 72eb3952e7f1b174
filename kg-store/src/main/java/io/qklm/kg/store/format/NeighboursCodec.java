package io.qklm.kg.store.format;

/**
 * Values of {@link Family#NEIGHBOURS}: the entities that facts of either direction join to one. The
 * key is the entity's ordinal, four bytes big-endian. Every entity of a build has an entry; a delta
 * deletes those whose facts it changes, which are then read from the facts.
 *
 * <pre>
 * u8      version, 1
 * varint  degree: how many entities it is joined to
 * varint  how many of them are kept, at most 64, then for each by ascending ordinal
 *   varint  difference of its ordinal from the one before, from 0
 *   varint  ordinal of the relation twice, plus 1 if the neighbour is the subject
 *   u8      weight of the relation in resolution, in 1/255
 * </pre>
 */
public final class NeighboursCodec {

  static final int VERSION = 1;

  private NeighboursCodec() {}

  public static byte[] encode(StoredNeighbours neighbours) {
    int kept = neighbours.size();
    ByteWriter out = new ByteWriter().u8(VERSION).varint(neighbours.degree()).varint(kept);
    int before = 0;
    for (int i = 0; i < kept; i++) {
      out.varint(neighbours.ordinal(i) - before);
      out.varint(neighbours.relation(i));
      out.u8(neighbours.weight(i));
      before = neighbours.ordinal(i);
    }
    return out.toBytes();
  }

  public static StoredNeighbours decode(byte[] value) {
    ByteReader in = new ByteReader(value).version(VERSION, "a list of neighbours");
    int degree = in.varint32();
    int kept = in.count();
    int[] ordinals = new int[kept];
    int[] relations = new int[kept];
    byte[] weights = new byte[kept];
    int before = 0;
    for (int i = 0; i < kept; i++) {
      before += in.varint32();
      ordinals[i] = before;
      relations[i] = in.varint32();
      weights[i] = (byte) in.u8();
    }
    return new StoredNeighbours(degree, ordinals, relations, weights);
  }
}
