package io.qklm.kg.store.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote; refuses to read past the end. */
public final class ByteReader {

  private final byte[] bytes;
  private int at;

  public ByteReader(byte[] bytes) {
    this(bytes, 0);
  }

  public ByteReader(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  public int u8() {
    need(1);
    return bytes[at++] & 0xFF;
  }

  public int u32() {
    need(4);
    int value =
        (bytes[at] & 0xFF) << 24
            | (bytes[at + 1] & 0xFF) << 16
            | (bytes[at + 2] & 0xFF) << 8
            | (bytes[at + 3] & 0xFF);
    at += 4;
    return value;
  }

  public long u64() {
    long high = u32();
    return high << 32 | (u32() & 0xFFFFFFFFL);
  }

  public float f32() {
    return Float.intBitsToFloat(u32());
  }

  public double f64() {
    return Double.longBitsToDouble(u64());
  }

  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7F) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw new IllegalStateException("a record holds a number of more than 64 bits");
  }

  /**
   * A varint that counts things or bytes of this record, so it cannot exceed what is left of it.
   */
  public int count() {
    long value = varint();
    if (value < 0 || value > remaining()) {
      throw new IllegalStateException(
          "a record announces " + value + " items and has " + remaining() + " bytes left");
    }
    return (int) value;
  }

  int varint32() {
    return Math.toIntExact(varint());
  }

  long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  public byte[] raw(int count) {
    need(count);
    byte[] value = Arrays.copyOfRange(bytes, at, at + count);
    at += count;
    return value;
  }

  /** The UTF-8 from here to the end. */
  public String utf8() {
    String text = new String(bytes, at, remaining(), StandardCharsets.UTF_8);
    at = bytes.length;
    return text;
  }

  public String string() {
    int count = count();
    String text = new String(bytes, at, count, StandardCharsets.UTF_8);
    at += count;
    return text;
  }

  /** The UTF-8 up to the next zero byte, which is passed over. */
  public String terminated() {
    int end = at;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    String text = new String(bytes, at, end - at, StandardCharsets.UTF_8);
    at = end;
    need(1);
    at++;
    return text;
  }

  /** Reads the first byte of a value and refuses another version than {@code expected}. */
  ByteReader version(int expected, String what) {
    int version = u8();
    if (version != expected) {
      throw new IllegalStateException(
          what + " of version " + version + "; this build reads version " + expected);
    }
    return this;
  }

  int position() {
    return at;
  }

  int remaining() {
    return bytes.length - at;
  }

  private void need(int count) {
    if (count > bytes.length - at) {
      throw new IllegalStateException(
          "a record of " + bytes.length + " bytes ends before its last field");
    }
  }
}
