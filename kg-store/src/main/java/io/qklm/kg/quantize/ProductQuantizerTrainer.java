package io.qklm.kg.quantize;

/** Learns the centroids of a {@link ProductQuantizer}. Skeleton: the training follows. */
public final class ProductQuantizerTrainer {

  /**
   * How to train.
   *
   * @param subspaces bytes of a code, at least 1
   * @param iterations most rounds of k-means in each subspace, at least 0
   * @param sample most vectors to train on, drawn from all; at least 256
   * @param seed the same seed and vectors give the same quantizer
   */
  public record Options(int subspaces, int iterations, int sample, long seed) {

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
    if (threads < 1 || options.subspaces < 1) {
      throw new IllegalArgumentException("training needs at least 1 thread, got " + threads);
    }
  }

  /** Trains on vectors of one length, at least one. */
  public ProductQuantizer train(float[][] vectors) {
    return train(vectors, () -> {});
  }

  /**
   * Trains and tells.
   *
   * @param subspaceDone called once for each subspace that is done, from any thread
   */
  public ProductQuantizer train(float[][] vectors, Runnable subspaceDone) {
    throw new UnsupportedOperationException("not yet: " + vectors.length + subspaceDone);
  }
}
