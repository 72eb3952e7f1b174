package io.qklm.flink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentMedianTest {

  @Test
  void forgetsWhatIsOld() {
    RecentMedian median = new RecentMedian(3);
    assertThat(median.median()).isNaN();
    median.add(0.9);
    assertThat(median.median()).isEqualTo(0.9);
    median.add(0.1);
    assertThat(median.median()).isEqualTo(0.1);
    median.add(0.5);
    assertThat(median.median()).isEqualTo(0.5);
    median.add(0.7);
    assertThat(median.median()).isEqualTo(0.5);
    median.add(1.5);
    assertThat(median.median()).isEqualTo(0.7);
  }

  @Test
  void isWhatSortingSays() {
    Random random = new Random(7);
    RecentMedian median = new RecentMedian(101);
    Deque<Long> window = new ArrayDeque<>();
    for (int i = 0; i < 2_000; i++) {
      double value = Math.pow(random.nextDouble(), i < 1_000 ? 3 : 0.3);
      median.add(value);
      window.add(Math.round(value * 1_000));
      if (window.size() > 101) {
        window.remove();
      }
      List<Long> sorted = window.stream().sorted().toList();
      assertThat(median.median()).isEqualTo(sorted.get((sorted.size() - 1) / 2) / 1_000.0);
    }
  }
}
