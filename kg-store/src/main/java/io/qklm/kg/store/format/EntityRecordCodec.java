package io.qklm.kg.store.format;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import java.nio.charset.StandardCharsets;

/**
 * Values of {@link Family#ENTITIES}; the key is the ordinal, four bytes big-endian.
 *
 * <pre>
 * offset  size  content
 * 0       1     version, 1
 * 1       1     kind, as {@link EntityKind#code}
 * 2       1     flags: bit 0 the entity is retired
 * 3       4     rank, IEEE 754 single precision, big-endian
 * 7       m     product quantizer's code; m stands in the manifest
 * 7 + m   rest  id, UTF-8
 * </pre>
 */
public final class EntityRecordCodec {

  static final int VERSION = 1;

  /** Where the code begins. */
  public static final int CODE_OFFSET = 7;

  private static final int FLAGS_OFFSET = 2;
  private static final byte RETIRED = 1;

  private final int codeLength;

  /**
   * For codes of one length.
   *
   * @param codeLength m, bytes of a code
   */
  public EntityRecordCodec(int codeLength) {
    this.codeLength = codeLength;
  }

  public byte[] encode(EntityId id, EntityKind kind, float rank, byte[] code) {
    if (code.length != codeLength) {
      throw new IllegalArgumentException(
          "a code has " + codeLength + " bytes here, got " + code.length);
    }
    return new ByteWriter()
        .u8(VERSION)
        .u8(kind.code())
        .u8(0)
        .f32(rank)
        .raw(code)
        .utf8(id.value())
        .toBytes();
  }

  /** The same record with the flag of retirement. */
  public static byte[] retire(byte[] value) {
    byte[] retired = value.clone();
    retired[FLAGS_OFFSET] |= RETIRED;
    return retired;
  }

  /**
   * The same record with another code.
   *
   * @param length bytes of the code it has
   */
  public static byte[] recode(byte[] value, int length, byte[] code) {
    return new ByteWriter()
        .raw(java.util.Arrays.copyOf(value, CODE_OFFSET))
        .raw(code)
        .raw(java.util.Arrays.copyOfRange(value, CODE_OFFSET + length, value.length))
        .toBytes();
  }

  public static boolean retired(byte[] value) {
    return (value[FLAGS_OFFSET] & RETIRED) != 0;
  }

  public StoredEntity decode(int ordinal, byte[] value) {
    ByteReader in = new ByteReader(value).version(VERSION, "an entity record");
    EntityKind kind = EntityKind.ofCode(in.u8());
    in.u8();
    float rank = in.f32();
    in.raw(codeLength);
    return new StoredEntity(ordinal, new EntityId(in.utf8()), kind, rank);
  }

  /** The id alone, for facts that point here. */
  public EntityId decodeId(byte[] value) {
    int from = CODE_OFFSET + codeLength;
    return new EntityId(new String(value, from, value.length - from, StandardCharsets.UTF_8));
  }
}
