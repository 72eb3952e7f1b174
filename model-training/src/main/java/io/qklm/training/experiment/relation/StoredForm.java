package io.qklm.training.experiment.relation;

import io.qklm.kg.quantize.ProductQuantizer;
import io.qklm.kg.quantize.ProductQuantizerTrainer;
import io.qklm.kg.quantize.ScalarQuantizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** How vectors lie in a store; reading them back gives what is left of them. */
public sealed interface StoredForm {

  /** For tables. */
  String name();

  /** Bytes of a vector of {@code dimension} components. */
  int bytes(int dimension);

  /**
   * Every vector as it is read back.
   *
   * @param vectors {@code [entities][dimension]}
   * @param learnedFrom numbers of the entities that codebooks are made from
   * @param seed of codebooks and draws
   */
  float[][] read(float[][] vectors, int[] learnedFrom, long seed);

  /** 32-bit floats. */
  record Floats() implements StoredForm {
    @Override
    public String name() {
      return "fp32";
    }

    @Override
    public int bytes(int dimension) {
      return Float.BYTES * dimension;
    }

    @Override
    public float[][] read(float[][] vectors, int[] learnedFrom, long seed) {
      return vectors;
    }
  }

  /** One byte a component. */
  record Int8() implements StoredForm {
    @Override
    public String name() {
      return "int8";
    }

    @Override
    public int bytes(int dimension) {
      return new ScalarQuantizer(dimension).codeLength();
    }

    @Override
    public float[][] read(float[][] vectors, int[] learnedFrom, long seed) {
      ScalarQuantizer quantizer = new ScalarQuantizer(vectors[0].length);
      byte[] code = new byte[quantizer.codeLength()];
      float[][] read = new float[vectors.length][vectors[0].length];
      for (int i = 0; i < vectors.length; i++) {
        quantizer.encode(vectors[i], code, 0);
        quantizer.decode(code, 0, read[i], 0);
      }
      return read;
    }
  }

  /**
   * Codes of a product quantizer.
   *
   * @param codeBytes of a vector
   * @param rotated whether a rotation is learned first
   */
  record Codes(int codeBytes, boolean rotated) implements StoredForm {

    private static final int ITERATIONS = 20;

    @Override
    public String name() {
      return (rotated ? "OPQ-" : "PQ-") + codeBytes;
    }

    @Override
    public int bytes(int dimension) {
      return codeBytes;
    }

    @Override
    public float[][] read(float[][] vectors, int[] learnedFrom, long seed) {
      ProductQuantizerTrainer.Options options =
          new ProductQuantizerTrainer.Options(
              codeBytes, ITERATIONS, Math.max(1, learnedFrom.length), seed);
      ProductQuantizer quantizer =
          new ProductQuantizerTrainer(rotated ? options.withRotation() : options)
              .train(IntStream.of(learnedFrom).mapToObj(i -> vectors[i]).toArray(float[][]::new));
      byte[] codes = quantizer.encode(vectors);
      float[][] read = new float[vectors.length][vectors[0].length];
      for (int i = 0; i < vectors.length; i++) {
        quantizer.decode(codes, i * codeBytes, read[i], 0);
      }
      return read;
    }
  }

  /**
   * The control: every entity has the code of another.
   *
   * @param form of the codes
   */
  record OfOthers(StoredForm form) implements StoredForm {
    @Override
    public String name() {
      return "random " + form.name();
    }

    @Override
    public int bytes(int dimension) {
      return form.bytes(dimension);
    }

    @Override
    public float[][] read(float[][] vectors, int[] learnedFrom, long seed) {
      List<float[]> read = new ArrayList<>(List.of(form.read(vectors, learnedFrom, seed)));
      Collections.shuffle(read, new Random(seed));
      return read.toArray(float[][]::new);
    }
  }

  /** Every form that is measured. */
  static List<StoredForm> all() {
    return List.of(
        new Floats(),
        new Int8(),
        new Codes(64, false),
        new Codes(32, false),
        new Codes(32, true),
        new Codes(16, false),
        new Codes(8, false),
        new OfOthers(new Codes(32, false)));
  }
}
