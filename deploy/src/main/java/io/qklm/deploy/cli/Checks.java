package io.qklm.deploy.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of option values that picocli cannot make. */
final class Checks {

  private Checks() {}

  static void atLeast(String option, long least, long value) {
    if (value < least) {
      throw CommandFailure.usage(option + " is " + value + "; " + least + " or more is allowed");
    }
  }

  static void different(String first, Path one, String second, Path other)
      throws java.io.IOException {
    if (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other)) {
      throw CommandFailure.usage(
          first + " and " + second + " are the same file '" + one + "'; name another to write to");
    }
  }
}
