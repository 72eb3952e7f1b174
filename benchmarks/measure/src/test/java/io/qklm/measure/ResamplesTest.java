package io.qklm.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResamplesTest {

  @Test
  void whatIsAlwaysBetterByOneIsBetterByOneInEveryResample() {
    List<Integer> worse = IntStream.range(0, 50).map(i -> i % 7).boxed().toList();
    List<Integer> better = worse.stream().map(value -> value + 1).toList();

    Bootstrap.Interval difference = figure(better).minus(figure(worse)).interval();

    assertThat(difference.low()).isEqualTo(1, within(1e-9));
    assertThat(difference.high()).isEqualTo(1, within(1e-9));
    assertThat(figure(worse).interval().high() - figure(worse).interval().low()).isGreaterThan(0.5);
  }

  @Test
  void theMeanIsTakenResampleByResample() {
    Resamples mean =
        Resamples.mean(
            List.of(new Resamples(1, List.of(0.0, 2.0)), new Resamples(3, List.of(4.0, 2.0))));

    assertThat(mean).isEqualTo(new Resamples(2, List.of(2.0, 2.0)));
  }

  @Test
  void differentNumbersOfResamplesAreRefused() {
    Resamples one = new Resamples(1, List.of(1.0));
    Resamples two = new Resamples(1, List.of(1.0, 1.0));

    assertThatThrownBy(() -> one.minus(two)).hasMessage("1 resamples cannot be paired with 2");
    assertThatThrownBy(() -> Resamples.mean(List.of(one, two)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Resamples.mean(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Resamples figure(List<Integer> values) {
    return Bootstrap.resamples(
        values, some -> some.stream().mapToInt(Integer::intValue).average().orElse(0), 1);
  }
}
