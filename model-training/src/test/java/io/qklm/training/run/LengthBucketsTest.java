package io.qklm.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthBucketsTest {

  private static final int[] LENGTHS = IntStream.range(0, 300).map(i -> 3 + i * 7 % 40).toArray();

  @Test
  void anEpochHoldsEveryExampleOnceWithinTheBudget() {
    LengthBuckets buckets = new LengthBuckets(LENGTHS, 128, 1);
    List<Integer> seen = new ArrayList<>();
    long number = 0;
    while (seen.size() < LENGTHS.length) {
      List<Integer> batch = buckets.batch(number++);
      int longest = batch.stream().mapToInt(i -> LENGTHS[i]).max().orElseThrow();
      assertThat(longest * batch.size()).isLessThanOrEqualTo(128);
      seen.addAll(batch);
    }
    assertThat(seen).doesNotHaveDuplicates().hasSize(LENGTHS.length);
  }

  @Test
  void aBatchDependsOnItsNumberAlone() {
    LengthBuckets inOrder = new LengthBuckets(LENGTHS, 128, 1);
    List<List<Integer>> batches = new ArrayList<>();
    for (int number = 0; number < 200; number++) {
      batches.add(inOrder.batch(number));
    }
    assertThat(new LengthBuckets(LENGTHS, 128, 1).batch(190)).isEqualTo(batches.get(190));
    assertThat(inOrder.batch(3)).isEqualTo(batches.get(3));
    assertThat(inOrder.batch(190)).isEqualTo(batches.get(190));
    assertThat(new LengthBuckets(LENGTHS, 128, 2).batch(3)).isNotEqualTo(batches.get(3));
  }
}
