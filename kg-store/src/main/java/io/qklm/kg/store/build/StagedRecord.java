package io.qklm.kg.store.build;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.store.format.ByteReader;
import io.qklm.kg.store.format.ByteWriter;

/**
 * An entity that waits for its code.
 *
 * @param verbalized what the embedder reads
 */
record StagedRecord(EntityId id, EntityKind kind, float rank, String verbalized) {

  byte[] encode() {
    return new ByteWriter().u8(kind.code()).f32(rank).string(id.value()).utf8(verbalized).toBytes();
  }

  static StagedRecord decode(byte[] value) {
    ByteReader in = new ByteReader(value);
    EntityKind kind = EntityKind.ofCode(in.u8());
    float rank = in.f32();
    EntityId id = new EntityId(in.string());
    return new StagedRecord(id, kind, rank, in.utf8());
  }
}
