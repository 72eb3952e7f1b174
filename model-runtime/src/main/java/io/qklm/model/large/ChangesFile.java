package io.qklm.model.large;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A bundle's file of changes: numbers at offsets that its plan knows. */
record ChangesFile(ByteBuffer bytes) {

  static ChangesFile of(byte[] file) {
    return new ChangesFile(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** {@code count} numbers in bfloat16, the upper half of a 32-bit float. */
  float[] narrow(long offset, int count) throws IOException {
    int at = place(offset, (long) count * Short.BYTES);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = Float.intBitsToFloat(bytes.getShort(at + i * Short.BYTES) << 16);
    }
    return values;
  }

  /** {@code count} 32-bit floats. */
  float[] wide(long offset, int count) throws IOException {
    int at = place(offset, (long) count * Float.BYTES);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = bytes.getFloat(at + i * Float.BYTES);
    }
    return values;
  }

  private int place(long offset, long size) throws IOException {
    if (offset < 0 || offset + size > bytes.limit()) {
      throw new IOException(
          "the file of changes has "
              + bytes.limit()
              + " bytes, but numbers are wanted from "
              + offset
              + " to "
              + (offset + size));
    }
    return (int) offset;
  }
}
