package io.qklm.benchmarks.vectors;

import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.quantization.ProductQuantization;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.ByteSequence;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import io.qklm.kg.quantize.ProductQuantizer;
import io.qklm.kg.quantize.ProductQuantizerTrainer;
import io.qklm.kg.quantize.ScalarQuantizer;
import java.util.Arrays;

/** A way to make vectors small and back, as the fidelity command sees it. */
interface VectorCodec {

  /** What the table calls it. */
  String name();

  /** Bytes of a code. */
  int bytes();

  /** What a code gives back, {@code [dimension]}. */
  float[] decoded(byte[] code);

  /** A vector's code, {@code [bytes]}. */
  byte[] encoded(float[] vector);

  /** Our product quantizer, trained on the vectors. */
  static VectorCodec product(
      float[][] vectors, int bytes, boolean rotated, long seed, int threads) {
    ProductQuantizerTrainer.Options plain =
        new ProductQuantizerTrainer.Options(bytes, 20, 65_536, seed);
    ProductQuantizer quantizer =
        new ProductQuantizerTrainer(rotated ? plain.withRotation() : plain, threads).train(vectors);
    return new OfQuantizer(
        rotated ? "OPQ" : "PQ",
        quantizer.subspaces(),
        quantizer.dimension(),
        quantizer::encode,
        quantizer::decode);
  }

  /** One signed byte a component. */
  static VectorCodec scalar(int dimension) {
    ScalarQuantizer quantizer = new ScalarQuantizer(dimension);
    return new OfQuantizer(
        "int8", quantizer.codeLength(), dimension, quantizer::encode, quantizer::decode);
  }

  /** The product quantizer of the library jvector with its own defaults for training. */
  static VectorCodec jvector(float[][] vectors, int bytes) {
    VectorTypeSupport types = VectorizationProvider.getInstance().getVectorTypeSupport();
    var all =
        new ListRandomAccessVectorValues(
            Arrays.stream(vectors).<VectorFloat<?>>map(types::createFloatVector).toList(),
            vectors[0].length);
    ProductQuantization quantization =
        ProductQuantization.compute(all, bytes, ProductQuantizer.CENTROIDS, false);
    return new OfJvector(types, quantization);
  }

  /** One of ours. */
  record OfQuantizer(String name, int bytes, int dimension, Encoding encoding, Decoding decoding)
      implements VectorCodec {

    /** {@code encode} of both quantizers. */
    interface Encoding {
      void encode(float[] vector, byte[] codes, int offset);
    }

    /** {@code decode} of both quantizers. */
    interface Decoding {
      void decode(byte[] codes, int offset, float[] out, int outOffset);
    }

    @Override
    public byte[] encoded(float[] vector) {
      byte[] code = new byte[bytes];
      encoding.encode(vector, code, 0);
      return code;
    }

    @Override
    public float[] decoded(byte[] code) {
      float[] vector = new float[dimension];
      decoding.decode(code, 0, vector, 0);
      return vector;
    }
  }

  /** The library's. */
  record OfJvector(VectorTypeSupport types, ProductQuantization quantization)
      implements VectorCodec {

    @Override
    public String name() {
      return "jvector";
    }

    @Override
    public int bytes() {
      return quantization.compressedVectorSize();
    }

    @Override
    public byte[] encoded(float[] vector) {
      ByteSequence<?> code = types.createByteSequence(bytes());
      quantization.encodeTo(types.createFloatVector(vector), code);
      byte[] bytes = new byte[bytes()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = code.get(i);
      }
      return bytes;
    }

    @Override
    public float[] decoded(byte[] code) {
      float[] vector = new float[quantization.getOriginalDimension()];
      quantization.decode(types.createByteSequence(code), types.createFloatVector(vector));
      return vector;
    }
  }
}
