package io.qklm.training.tensorflow;

import java.util.zip.CRC32C;

/** CRC-32C as LevelDB and TensorFlow store it: turned and shifted, so that it may be hashed too. */
final class MaskedCrc {

  private static final int DELTA = 0xa282ead8;

  private MaskedCrc() {}

  /** The stored form of what {@code crc} has come to. */
  static int of(CRC32C crc) {
    int value = (int) crc.getValue();
    return Integer.rotateRight(value, 15) + DELTA;
  }

  /** The stored form for {@code length} bytes from {@code from}. */
  static int of(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return of(crc);
  }
}
