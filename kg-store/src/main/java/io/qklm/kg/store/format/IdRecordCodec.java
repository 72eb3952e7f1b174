package io.qklm.kg.store.format;

import io.qklm.kg.EntityId;
import java.nio.charset.StandardCharsets;

/**
 * Entries of {@link Family#IDS}. The key is the id in UTF-8.
 *
 * <pre>
 * offset  size  content of the value
 * 0       1     version, 1
 * 1       4     bit 31: the entity is retired; bits 0 to 30: ordinal; big-endian
 * </pre>
 */
public final class IdRecordCodec {

  static final int VERSION = 1;

  private IdRecordCodec() {}

  public static byte[] key(EntityId id) {
    return id.value().getBytes(StandardCharsets.UTF_8);
  }

  private static final int RETIRED = 1 << 31;

  public static byte[] encode(int ordinal) {
    return new ByteWriter().u8(VERSION).u32(ordinal).toBytes();
  }

  public static byte[] encodeRetired(int ordinal) {
    return encode(ordinal | RETIRED);
  }

  /** The ordinal, of a retired entity too. */
  public static int decode(byte[] value) {
    return new ByteReader(value).version(VERSION, "an id record").u32() & ~RETIRED;
  }

  public static boolean retired(byte[] value) {
    return (new ByteReader(value).version(VERSION, "an id record").u32() & RETIRED) != 0;
  }
}
