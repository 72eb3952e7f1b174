package io.qklm.kg.store.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Collects the bytes of one key or value.
 *
 * <p>A <b>varint</b> is little-endian base 128: seven bits a byte, the high bit set on all but the
 * last. A <b>zigzag</b> is the varint of {@code (v << 1) ^ (v >> 63)}. A <b>string</b> is the
 * varint of its length in bytes and its UTF-8. Fixed-size numbers are big-endian, so that keys sort
 * by number.
 */
public final class ByteWriter {

  private byte[] bytes = new byte[64];
  private int length;

  public ByteWriter u8(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
    return this;
  }

  /** Four bytes, big-endian. */
  public ByteWriter u32(int value) {
    ensure(4);
    bytes[length] = (byte) (value >>> 24);
    bytes[length + 1] = (byte) (value >>> 16);
    bytes[length + 2] = (byte) (value >>> 8);
    bytes[length + 3] = (byte) value;
    length += 4;
    return this;
  }

  /** Eight bytes, big-endian. */
  public ByteWriter u64(long value) {
    return u32((int) (value >>> 32)).u32((int) value);
  }

  /** IEEE 754 single precision, big-endian. */
  public ByteWriter f32(float value) {
    return u32(Float.floatToIntBits(value));
  }

  /** IEEE 754 double precision, big-endian. */
  public ByteWriter f64(double value) {
    return u64(Double.doubleToLongBits(value));
  }

  public ByteWriter varint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  ByteWriter zigzag(long value) {
    return varint((value << 1) ^ (value >> 63));
  }

  public ByteWriter raw(byte[] value) {
    return raw(value, 0, value.length);
  }

  public ByteWriter raw(byte[] value, int offset, int count) {
    ensure(count);
    System.arraycopy(value, offset, bytes, length, count);
    length += count;
    return this;
  }

  /** UTF-8 without a length. */
  public ByteWriter utf8(String text) {
    return raw(text.getBytes(StandardCharsets.UTF_8));
  }

  public ByteWriter string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return varint(utf8.length).raw(utf8);
  }

  int length() {
    return length;
  }

  /** What was written so far. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Starts over. */
  ByteWriter clear() {
    length = 0;
    return this;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
    }
  }
}
