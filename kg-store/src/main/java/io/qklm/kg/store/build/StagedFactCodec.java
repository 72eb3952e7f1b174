package io.qklm.kg.store.build;

import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.store.format.ByteReader;
import io.qklm.kg.store.format.ByteWriter;
import io.qklm.kg.store.format.FactObjectCodec;

/**
 * Facts on their way through {@link Staging}. The key is the whole fact: subject id, zero byte,
 * relation id, zero byte, object as {@link FactObjectCodec} writes it.
 */
public final class StagedFactCodec {

  private StagedFactCodec() {}

  public static byte[] key(Fact fact) {
    ByteWriter out =
        new ByteWriter().utf8(fact.subject().value()).u8(0).utf8(fact.relation()).u8(0);
    FactObjectCodec.write(fact.object(), out);
    return out.toBytes();
  }

  public static Fact decode(byte[] key) {
    ByteReader in = new ByteReader(key);
    EntityId subject = new EntityId(in.terminated());
    return new Fact(subject, in.terminated(), FactObjectCodec.read(in));
  }
}
