package io.qklm.kg.store.build;

/**
 * How a build makes codes of entity vectors.
 *
 * @param bytes bytes of a code, 1 to the embedder's dimension
 * @param rotated whether vectors are turned before they are cut, see {@link
 *     io.qklm.kg.quantize.Rotation}
 * @param seed seed of the sample and of the codebooks' training
 * @param trainingSample most entities the codebooks are trained on, at least 1
 */
public record VectorOptions(int bytes, boolean rotated, long seed, int trainingSample) {

  public VectorOptions {
    if (bytes < 1) {
      throw new IllegalArgumentException("a vector takes at least 1 byte, got " + bytes);
    }
    if (trainingSample < 1) {
      throw new IllegalArgumentException("codebooks need at least 1 entity, got " + trainingSample);
    }
  }

  /** 32 bytes a vector, no rotation, 65,536 vectors to train on. */
  public static VectorOptions defaults() {
    return new VectorOptions(32, false, 17, 65_536);
  }

  public VectorOptions withBytes(int value) {
    return new VectorOptions(value, rotated, seed, trainingSample);
  }

  public VectorOptions withRotation(boolean wanted) {
    return new VectorOptions(bytes, wanted, seed, trainingSample);
  }

  public VectorOptions withSeed(long value) {
    return new VectorOptions(bytes, rotated, value, trainingSample);
  }

  public VectorOptions withTrainingSample(int entities) {
    return new VectorOptions(bytes, rotated, seed, entities);
  }
}
