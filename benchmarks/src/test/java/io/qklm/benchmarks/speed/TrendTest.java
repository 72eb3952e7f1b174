package io.qklm.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {

  @Test
  void tellsTheGrowthOfAnHour() {
    List<MemoryWatch.Sample> samples =
        List.of(
            new MemoryWatch.Sample(0, 500, 300),
            new MemoryWatch.Sample(36, 510, 301),
            new MemoryWatch.Sample(72, 502, 300),
            new MemoryWatch.Sample(108, 512, 301));
    assertThat(perHour(samples)).isCloseTo(280, within(1e-9));
  }

  @Test
  void needsTwoTimes() {
    assertThatThrownBy(() -> perHour(List.of(new MemoryWatch.Sample(1, 2, 3))))
        .hasMessage("a trend needs values of two times");
  }

  private static double perHour(List<MemoryWatch.Sample> samples) {
    return Trend.perHour(samples, MemoryWatch.Sample::seconds, MemoryWatch.Sample::resident);
  }
}
