package io.qklm.kg.store.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SizeTiersTest {

  private static int newest(int most, long... sizes) {
    return SizeTiers.newestToMerge(sizes, most);
  }

  @Test
  void mergesNothingWhileThereAreFew() {
    assertThat(newest(3)).isZero();
    assertThat(newest(3, 1, 1, 1)).isZero();
    assertThat(newest(1, 7)).isZero();
  }

  @Test
  void mergesTheNewestAndOlderOnesThatAreNotMuchLarger() {
    assertThat(newest(3, 1, 1, 1, 9)).isEqualTo(3);
    assertThat(newest(3, 1, 1, 4, 12)).isEqualTo(4);
    assertThat(newest(3, 1, 1, 5, 5)).isEqualTo(2);
    assertThat(newest(1, 1, 100)).isEqualTo(2);
    assertThat(newest(2, 1, 1, 1, 1, 1, 100)).isEqualTo(5);
  }

  /** Not as often as there are deltas. */
  @Test
  void copiesAFewTimesWhatDeltasBring() {
    SplittableRandom random = new SplittableRandom(5);
    for (int most : new int[] {4, 8}) {
      List<Long> sizes = new ArrayList<>();
      long brought = 0;
      long copied = 0;
      for (int delta = 0; delta < 1_000; delta++) {
        long size = 90 + random.nextInt(20);
        brought += size;
        sizes.add(0, size);
        int count = newest(most, sizes.stream().mapToLong(Long::longValue).toArray());
        if (count > 0) {
          List<Long> merged = sizes.subList(0, count);
          long sum = merged.stream().mapToLong(Long::longValue).sum();
          copied += sum;
          merged.clear();
          sizes.add(0, sum);
        }
        assertThat(sizes).hasSizeLessThanOrEqualTo(most);
      }
      assertThat((double) copied / brought).as("at most " + most).isLessThan(most == 8 ? 5 : 11);
    }
  }
}
