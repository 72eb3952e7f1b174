package io.qklm.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  @Test
  void theIntervalHoldsTheFigureAndIsTheSameForOneSeed() {
    List<Integer> values = IntStream.range(0, 100).boxed().toList();
    Bootstrap.Interval interval = Bootstrap.interval(values, BootstrapTest::mean, 7);
    assertThat(interval.value()).isEqualTo(49.5);
    assertThat(interval.low()).isBetween(40.0, 49.5);
    assertThat(interval.high()).isBetween(49.5, 59.0);
    assertThat(Bootstrap.interval(values, BootstrapTest::mean, 7)).isEqualTo(interval);
  }

  private static double mean(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).average().orElse(0);
  }
}
