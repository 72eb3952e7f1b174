package io.qklm.kg.store;

import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;

/**
 * Facts on their way through {@link Staging}. The key is the whole fact: subject id, zero byte,
 * relation id, zero byte, object as {@link FactObjectCodec} writes it.
 */
final class StagedFactCodec {

  private StagedFactCodec() {}

  static byte[] key(Fact fact) {
    ByteWriter out =
        new ByteWriter().utf8(fact.subject().value()).u8(0).utf8(fact.relation()).u8(0);
    FactObjectCodec.write(fact.object(), out);
    return out.toBytes();
  }

  static Fact decode(byte[] key) {
    ByteReader in = new ByteReader(key);
    EntityId subject = new EntityId(in.terminated());
    return new Fact(subject, in.terminated(), FactObjectCodec.read(in));
  }
}
