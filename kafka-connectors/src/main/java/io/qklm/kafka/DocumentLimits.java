package io.qklm.kafka;

import java.io.Serializable;

/**
 * How much of a value is read before it is refused.
 *
 * @param maxValueBytes bytes of a value, at least 1,024. The default of 16 MiB is sixteen times
 *     what a broker lets through by default
 * @param maxNesting depth of nested objects and arrays, at least 2; fields that nobody reads count
 *     too
 * @param maxIdLength UTF-16 units of an id, which every output must carry whole; at least 1
 */
public record DocumentLimits(int maxValueBytes, int maxNesting, int maxIdLength)
    implements Serializable {

  public DocumentLimits {
    if (maxValueBytes < 1024) {
      throw new IllegalArgumentException(
          "the largest value must have at least 1024 bytes, got " + maxValueBytes);
    }
    if (maxNesting < 2) {
      throw new IllegalArgumentException(
          "'attributes' alone needs a nesting of 2, got " + maxNesting);
    }
    if (maxIdLength < 1) {
      throw new IllegalArgumentException("an id needs at least 1 character, got " + maxIdLength);
    }
  }

  public static DocumentLimits defaults() {
    return new DocumentLimits(16 << 20, 64, 1024);
  }

  public DocumentLimits withMaxValueBytes(int bytes) {
    return new DocumentLimits(bytes, maxNesting, maxIdLength);
  }
}
