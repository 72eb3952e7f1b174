package io.qklm.training.release;

import io.qklm.training.engine.Linear;
import io.qklm.training.export.WeightSource;
import io.qklm.training.onnx.Weight;
import java.io.IOException;

/**
 * Weights of which some are changed by products of low rank: where a matrix has changes, it is read
 * with them, as numbers in bfloat16. Sums go as {@link io.qklm.model.large.MergePlan} says, so that
 * what is exported is what the engine merges.
 *
 * @param learned the run's weights
 * @param rank of the changes
 */
public record ChangedWeights(WeightSource learned, int rank) implements WeightSource {

  private static final String WEIGHT = ".weight";

  /** Whether the matrix {@code name} of a layer has changes. */
  static boolean isChanged(String name) {
    return name.startsWith("encoder.layer.")
        && name.endsWith(WEIGHT)
        && !name.contains("LayerNorm");
  }

  /** What the changes of {@code name} read, {@code [rank, inputs]}. */
  float[] down(String name) throws IOException {
    return narrowed(learned.read(stem(name) + Linear.DOWN).values());
  }

  /** What they write, {@code [outputs, rank]}. */
  float[] up(String name) throws IOException {
    return narrowed(learned.read(stem(name) + Linear.UP).values());
  }

  private static String stem(String name) {
    return name.substring(0, name.length() - WEIGHT.length());
  }

  @Override
  public Weight read(String name) throws IOException {
    Weight weight = learned.read(name);
    if (!isChanged(name)) {
      return weight;
    }
    int outputs = Math.toIntExact(weight.shape()[0]);
    int inputs = Math.toIntExact(weight.shape()[1]);
    float[] down = down(name);
    float[] up = up(name);
    float[] merged = new float[outputs * inputs];
    float[] row = new float[inputs];
    for (int output = 0; output < outputs; output++) {
      java.util.Arrays.fill(row, 0);
      for (int r = 0; r < rank; r++) {
        float share = up[output * rank + r];
        for (int i = 0; i < inputs; i++) {
          row[i] += share * down[r * inputs + i];
        }
      }
      for (int i = 0; i < inputs; i++) {
        merged[output * inputs + i] = weight.values()[output * inputs + i] + row[i];
      }
    }
    return new Weight(name, weight.shape(), merged);
  }

  private static float[] narrowed(float[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = Float.intBitsToFloat(bfloat16(values[i]) << 16);
    }
    return narrow;
  }

  /** The upper half of a 32-bit float, rounded to the nearest, ties to even. */
  static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
  }
}
