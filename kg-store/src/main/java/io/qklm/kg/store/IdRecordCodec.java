package io.qklm.kg.store;

import io.qklm.kg.EntityId;
import java.nio.charset.StandardCharsets;

/**
 * Entries of {@link Family#IDS}. The key is the id in UTF-8.
 *
 * <pre>
 * offset  size  content of the value
 * 0       1     version, 1
 * 1       4     ordinal, big-endian
 * </pre>
 */
final class IdRecordCodec {

  static final int VERSION = 1;

  private IdRecordCodec() {}

  static byte[] key(EntityId id) {
    return id.value().getBytes(StandardCharsets.UTF_8);
  }

  static byte[] encode(int ordinal) {
    return new ByteWriter().u8(VERSION).u32(ordinal).toBytes();
  }

  static int decode(byte[] value) {
    return new ByteReader(value).version(VERSION, "an id record").u32();
  }
}
