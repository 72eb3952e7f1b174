package io.qklm.kg.store.change;

/**
 * Which of the pieces that deltas left to merge, tables or segments of names, so that there are
 * never more than a given number and what is copied follows what deltas brought: size-tiered
 * merging, as log-structured stores do it. A large piece is left alone until newer ones together
 * have grown half as large; over a thousand deltas each byte is then copied some four times.
 */
final class SizeTiers {

  /** A piece is merged with newer ones that it exceeds by no more than this factor. */
  private static final int RATIO = 2;

  private SizeTiers() {}

  /**
   * How many of the newest pieces to merge into one.
   *
   * @param sizes of the pieces, the newest first
   * @param most pieces that may be left, at least 1
   * @return 0 where there are not too many, else at least 2
   */
  static int newestToMerge(long[] sizes, int most) {
    if (sizes.length <= most) {
      return 0;
    }
    int count = sizes.length - most + 1;
    long merged = 0;
    for (int i = 0; i < count; i++) {
      merged += sizes[i];
    }
    while (count < sizes.length && sizes[count] <= RATIO * merged) {
      merged += sizes[count++];
    }
    return count;
  }
}
