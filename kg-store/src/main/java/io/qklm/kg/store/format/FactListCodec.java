package io.qklm.kg.store.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Values of {@link Family#FACTS}: all that is said of one entity, by relation id and then by the
 * bytes of the object. The key is the subject's ordinal, four bytes big-endian.
 *
 * <pre>
 * u8      version, 1
 * varint  number of facts, then for each
 *   varint  relation ordinal
 *   u8      1 and a varint, the object's ordinal; or another tag of {@link FactObjectCodec}
 * </pre>
 */
public final class FactListCodec {

  static final int VERSION = 1;

  private FactListCodec() {}

  public static byte[] encode(List<StoredFact> facts) {
    ByteWriter out = new ByteWriter().u8(VERSION).varint(facts.size());
    for (StoredFact fact : facts) {
      out.varint(fact.relation());
      if (fact.target() instanceof StoredFact.Target.Ordinal entity) {
        out.u8(FactObjectCodec.ORDINAL).varint(entity.ordinal());
      } else if (fact.target() instanceof StoredFact.Target.Value value) {
        FactObjectCodec.write(value.object(), out);
      }
    }
    return out.toBytes();
  }

  public static List<StoredFact> decode(byte[] value) {
    ByteReader in = new ByteReader(value).version(VERSION, "a fact list");
    int count = in.count();
    List<StoredFact> facts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int relation = in.varint32();
      int tag = in.u8();
      facts.add(
          new StoredFact(
              relation,
              tag == FactObjectCodec.ORDINAL
                  ? new StoredFact.Target.Ordinal(in.varint32())
                  : new StoredFact.Target.Value(FactObjectCodec.read(tag, in))));
    }
    return facts;
  }
}
