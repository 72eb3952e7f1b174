package io.qklm.kg.quantize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Learns the centroids of a {@link ProductQuantizer} by k-means in each subspace, and before them,
 * if asked, a {@link Rotation}. Subspaces are independent and each draws from a random sequence of
 * its own, so vectors, options and seed decide the result to the last bit, whatever the number of
 * threads.
 */
public final class ProductQuantizerTrainer {

  /** Spreads the seeds of the subspaces; the golden ratio in 64 bits. */
  private static final long SEED_STEP = 0x9E3779B97F4A7C15L;

  /** Past these rounds of learning a rotation the loss falls by less than a hundredth. */
  private static final int ROTATION_ROUNDS = 10;

  private final Options options;
  private final Parts parts;

  /**
   * How to train.
   *
   * @param subspaces bytes of a code, at least 1
   * @param iterations most rounds of k-means in each subspace, at least 0; a subspace that no
   *     longer gains ends earlier
   * @param sample most vectors to train on, drawn evenly from all, at least 1
   * @param seed the same seed and vectors give the same quantizer
   * @param rotationRounds rounds that learn a rotation first, at least 1; empty for none
   */
  public record Options(
      int subspaces, int iterations, int sample, long seed, OptionalInt rotationRounds) {

    public Options {
      if (subspaces < 1 || iterations < 0 || sample < 1) {
        throw new IllegalArgumentException(
            "training needs subspaces >= 1, iterations >= 0 and sample >= 1, got "
                + subspaces
                + ", "
                + iterations
                + " and "
                + sample);
      }
      if (rotationRounds.isPresent() && rotationRounds.getAsInt() < 1) {
        throw new IllegalArgumentException(
            "a rotation is learned in at least 1 round, got " + rotationRounds.getAsInt());
      }
    }

    /** Without a rotation. */
    public Options(int subspaces, int iterations, int sample, long seed) {
      this(subspaces, iterations, sample, seed, OptionalInt.empty());
    }

    /** The same, with a rotation learned first in {@value #ROTATION_ROUNDS} rounds. */
    public Options withRotation() {
      return new Options(subspaces, iterations, sample, seed, OptionalInt.of(ROTATION_ROUNDS));
    }

    /** 32 bytes a vector, 20 iterations, 65,536 vectors. */
    public static Options defaults(long seed) {
      return new Options(32, 20, 65_536, seed);
    }
  }

  public ProductQuantizerTrainer(Options options) {
    this(options, 1);
  }

  /** The number of threads changes the time, never the result. */
  public ProductQuantizerTrainer(Options options, int threads) {
    this.options = options;
    this.parts = new Parts(threads);
  }

  /**
   * Trains on {@code vectors[count][dimension]}, at least one and all of one length. With fewer
   * than 256 different vectors every one of them becomes a centroid.
   */
  public ProductQuantizer train(float[][] vectors) {
    return train(vectors, () -> {});
  }

  /**
   * Trains and tells.
   *
   * @param subspaceDone called once for each subspace that is done, from any thread
   */
  public ProductQuantizer train(float[][] vectors, Runnable subspaceDone) {
    if (vectors.length == 0) {
      throw new IllegalArgumentException(
          "a product quantizer learns from vectors, got none; give at least 1, better 10,000");
    }
    float[][] sample = sample(vectors);
    int dimension = sample[0].length;
    int[] from = ProductQuantizer.subspaceStarts(dimension, options.subspaces);
    Optional<Rotation> rotation = rotation(sample);
    float[][] turned = rotation.map(turn -> turned(sample, turn)).orElse(sample);
    float[] codebooks = new float[ProductQuantizer.CENTROIDS * dimension];
    List<Runnable> subspaces = new ArrayList<>();
    for (int s = 0; s < options.subspaces; s++) {
      int begin = from[s];
      int width = from[s + 1] - begin;
      long seed = seedOf(options.seed, s);
      subspaces.add(
          () -> {
            float[] points = columnsOf(turned, begin, width);
            float[] centroids = new SubspaceTrainer(points, width, seed).train(options.iterations);
            System.arraycopy(
                centroids, 0, codebooks, ProductQuantizer.CENTROIDS * begin, centroids.length);
            subspaceDone.run();
          });
    }
    parts.run(subspaces);
    return new ProductQuantizer(dimension, options.subspaces, codebooks, rotation);
  }

  /** Checked vectors, in their order: all of them, or as many as the options ask, drawn evenly. */
  private float[][] sample(float[][] vectors) {
    int wanted = Math.min(options.sample, vectors.length);
    float[][] sample = new float[wanted][];
    Random random = new Random(options.seed);
    int taken = 0;
    for (int i = 0; taken < wanted; i++) {
      // Selection sampling: every subset of the wanted size is equally likely.
      int left = vectors.length - i;
      if (left == wanted - taken || random.nextDouble() * left < wanted - taken) {
        check(vectors, i);
        sample[taken++] = vectors[i];
      }
    }
    return sample;
  }

  private static void check(float[][] vectors, int i) {
    if (vectors[i].length != vectors[0].length) {
      throw new IllegalArgumentException(
          "vector "
              + i
              + " has "
              + vectors[i].length
              + " components and vector 0 has "
              + vectors[0].length
              + "; all must have the same");
    }
    for (float value : vectors[i]) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "vector " + i + " holds " + value + "; only finite numbers can be learned from");
      }
    }
  }

  private Optional<Rotation> rotation(float[][] sample) {
    if (options.rotationRounds.isEmpty()) {
      return Optional.empty();
    }
    RotationTrainer trainer = new RotationTrainer(sample, options.subspaces, options.seed, parts);
    return Optional.of(trainer.train(options.rotationRounds.getAsInt()));
  }

  private static float[][] turned(float[][] vectors, Rotation rotation) {
    float[][] turned = new float[vectors.length][rotation.dimension()];
    for (int i = 0; i < vectors.length; i++) {
      rotation.apply(vectors[i], 0, turned[i], 0);
    }
    return turned;
  }

  static long seedOf(long seed, int subspace) {
    return seed + SEED_STEP * (subspace + 1);
  }

  static float[] columnsOf(float[][] vectors, int begin, int width) {
    float[] points = new float[Math.multiplyExact(vectors.length, width)];
    for (int i = 0; i < vectors.length; i++) {
      System.arraycopy(vectors[i], begin, points, i * width, width);
    }
    return points;
  }
}
