package io.qklm.kg.store.format;

/**
 * Keys of {@link Family#FACTS_IN}; the value is empty.
 *
 * <pre>
 * offset  size  content
 * 0       4     object's ordinal, big-endian
 * 4       4     relation's ordinal, big-endian
 * 8       4     subject's ordinal, big-endian
 * </pre>
 */
public record FactsInKey(int object, int relation, int subject) {

  public byte[] encode() {
    return new ByteWriter().u32(object).u32(relation).u32(subject).toBytes();
  }

  public static FactsInKey decode(byte[] key) {
    ByteReader in = new ByteReader(key);
    return new FactsInKey(in.u32(), in.u32(), in.u32());
  }
}
