package io.qklm.kafka;

import org.jspecify.annotations.Nullable;

/** Checks of what a builder was given. */
final class Given {

  private Given() {}

  static String required(String setter, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("'" + setter + "' is needed and was not given");
    }
    return value;
  }
}
