package io.qklm.training.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** How a parameter starts, the same on every machine for the same name and seed. */
public sealed interface Initializer {

  /**
   * The first values.
   *
   * @param name the parameter's name; parameters of equal shape start differently
   * @param size numbers wanted
   * @param seed the run's seed
   */
  float[] values(String name, int size, long seed);

  /** Every value the same. */
  static Initializer constant(float value) {
    return new Constant(value);
  }

  /** {@code value} in the first place and zero in all others. */
  static Initializer first(float value) {
    return new First(value);
  }

  /** Ones on the diagonal of a square matrix, zero elsewhere. */
  static Initializer identity() {
    return new Identity();
  }

  /** Normal with mean 0, cut at two deviations, as BERT starts (Devlin et al. 2019: 0.02). */
  static Initializer normal(float deviation) {
    return new Normal(deviation);
  }

  /** All of them {@code value}. */
  record Constant(float value) implements Initializer {
    @Override
    public float[] values(String name, int size, long seed) {
      float[] values = new float[size];
      Arrays.fill(values, value);
      return values;
    }
  }

  /** {@code value}, then zeros. */
  record First(float value) implements Initializer {
    @Override
    public float[] values(String name, int size, long seed) {
      float[] values = new float[size];
      values[0] = value;
      return values;
    }
  }

  /** The identity. */
  record Identity() implements Initializer {
    @Override
    public float[] values(String name, int size, long seed) {
      int side = (int) Math.round(Math.sqrt(size));
      if (side * side != size) {
        throw new IllegalArgumentException("the parameter " + name + " is not square");
      }
      float[] values = new float[size];
      for (int i = 0; i < side; i++) {
        values[i * side + i] = 1;
      }
      return values;
    }
  }

  /** Normal, cut at two deviations. */
  record Normal(float deviation) implements Initializer {
    @Override
    public float[] values(String name, int size, long seed) {
      CRC32C checksum = new CRC32C();
      checksum.update(name.getBytes(StandardCharsets.UTF_8));
      SplittableRandom random =
          new SplittableRandom(seed * 0x9E3779B97F4A7C15L + checksum.getValue());
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        double draw;
        do {
          draw = random.nextGaussian();
        } while (Math.abs(draw) > 2);
        values[i] = (float) (draw * deviation);
      }
      return values;
    }
  }
}
