package io.qklm.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistributionTest {

  @Test
  void givesTheSmallestValueThatAShareDoesNotExceed() {
    Distribution hundred =
        Distribution.of(IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList());
    assertThat(hundred.quantile(0.5)).isEqualTo(50);
    assertThat(hundred.quantile(0.99)).isEqualTo(99);
    assertThat(hundred.quantile(1)).isEqualTo(100);
    assertThat(hundred.quantile(0)).isEqualTo(1);
    assertThat(hundred.millis()).contains("100", "p50", "50 ms", "99 ms");
  }

  @Test
  void hasNoValueOfNothing() {
    assertThat(Distribution.of(List.of()).quantile(0.99)).isNaN();
  }
}
