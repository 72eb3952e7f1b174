package io.qklm.model;

/** Says what is allowed where an option is out of its range. */
final class OptionRange {

  private OptionRange() {}

  /**
   * @throws IllegalArgumentException that names the option, unless it {@code holds}
   */
  static void require(boolean holds, String option, Number value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "the option " + option + " is " + value + "; " + allowed + " is allowed");
    }
  }
}
