package io.qklm.training.export;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How the input of a product is made even before it is rounded to bytes with one scale. Some
 * components are many times as large as the others, and would leave these few steps of that scale.
 * What is large moves from the input's components into the weights' columns (SmoothQuant, Xiao et
 * al. 2023); of wide inputs the largest components are not rounded at all (LLM.int8(), Dettmers et
 * al. 2022): behind GELU they are many times as large as the others, at few tokens.
 *
 * @param factors what each component is divided by and its column multiplied with, {@code [inputs]}
 * @param apart components that are multiplied in floats
 */
@SuppressWarnings("ArrayRecordComponent") // on their way into a graph, never compared
record EvenInput(float[] factors, int[] apart) {

  /** Share of the way in logarithms from weights left as they are to inputs that are all even. */
  private static final double STRENGTH = 0.65;

  private static final int WIDE = 1024;

  /** Of a wide input; half as many and half as many again leave the same error. */
  private static final int APART = 16;

  /** The input as it is. */
  static EvenInput untouched(LinearMap map) {
    float[] ones = new float[map.inputs()];
    Arrays.fill(ones, 1);
    return new EvenInput(ones, new int[0]);
  }

  /**
   * For the input of {@code map}.
   *
   * @param range the largest magnitude of each component
   */
  static EvenInput of(float[] range, LinearMap map) {
    float[] factors = new float[map.inputs()];
    for (int column = 0; column < factors.length; column++) {
      float most = 0;
      for (int row = 0; row < map.outputs(); row++) {
        most = Math.max(most, Math.abs(map.weight()[row * map.inputs() + column]));
      }
      double factor = Math.pow(range[column], STRENGTH) / Math.pow(most, 1 - STRENGTH);
      // A component that is always zero, or that nothing reads, stays as it is.
      factors[column] = factor > 0 && Double.isFinite(factor) ? (float) factor : 1;
    }
    return new EvenInput(factors, map.inputs() < WIDE ? new int[0] : largest(range));
  }

  private static int[] largest(float[] range) {
    return IntStream.range(0, range.length)
        .boxed()
        .sorted((one, other) -> Float.compare(range[other], range[one]))
        .limit(APART)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  /** What the input is multiplied with: nothing is left of what is multiplied apart. */
  float[] inverse() {
    float[] inverse = new float[factors.length];
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = 1 / factors[i];
    }
    for (int component : apart) {
      inverse[component] = 0;
    }
    return inverse;
  }

  /** The weights of {@code map} for the even input, {@code [outputs, inputs]}. */
  float[] weights(LinearMap map) {
    float[] columns = factors.clone();
    for (int component : apart) {
      columns[component] = 0;
    }
    float[] weights = map.weight().clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= columns[i % map.inputs()];
    }
    return weights;
  }

  /** The weights of {@code map} for the components apart, {@code [apart, outputs]}. */
  float[] weightsApart(LinearMap map) {
    float[] weights = new float[apart.length * map.outputs()];
    for (int i = 0; i < apart.length; i++) {
      for (int row = 0; row < map.outputs(); row++) {
        weights[i * map.outputs() + row] = map.weight()[row * map.inputs() + apart[i]];
      }
    }
    return weights;
  }
}
