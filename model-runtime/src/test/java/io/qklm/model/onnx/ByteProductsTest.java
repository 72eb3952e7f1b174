package io.qklm.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteProductsTest {

  private static final Map<String, String> EXACT = Map.of(ByteProducts.EXACT, "1");
  private static final int TOKENS = 24;

  @Test
  void productsAreExactWhereSumsOfPairsWouldOverflow() {
    assertThat(ByteProducts.options("amd64", Optional.of(Set.of("avx2", "fma")))).isEqualTo(EXACT);
    assertThat(ByteProducts.options("amd64", Optional.of(Set.of("avx512f")))).isEqualTo(EXACT);
    assertThat(ByteProducts.options("x86_64", Optional.empty())).isEqualTo(EXACT);
  }

  @Test
  void processorsWithWideSumsKeepTheirFastProducts() {
    assertThat(ByteProducts.options("amd64", Optional.of(Set.of("avx2", "avx_vnni")))).isEmpty();
    assertThat(ByteProducts.options("amd64", Optional.of(Set.of("avx512_vnni")))).isEmpty();
    assertThat(ByteProducts.options("aarch64", Optional.empty())).isEmpty();
  }

  /** Only where the fast products are exact too is there something to compare with. */
  @Test
  void exactProductsGiveWhatWideSumsGive() throws Exception {
    assumeThat(ByteProducts.options())
        .as("a processor whose products of bytes are exact by themselves")
        .isEmpty();
    byte[] graph;
    try (InputStream in =
        ByteProductsTest.class.getResourceAsStream("/io/qklm/model/bundled/network.onnx")) {
      graph = in.readAllBytes();
    }
    assertThat(states(graph, EXACT)).isEqualTo(states(graph, Map.of()));
  }

  private static float[] states(byte[] graph, Map<String, String> options) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    SplittableRandom random = new SplittableRandom(1);
    float[] words = new float[TOKENS * 384];
    for (int i = 0; i < words.length; i++) {
      words[i] = 0.05f * (float) random.nextGaussian();
    }
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    OrtSession session = Sessions.open("network graph", graph, 1, options);
    try {
      inputs.put("words", floats(environment, words, TOKENS, 384));
      inputs.put("capitals", longs(environment, TOKENS));
      inputs.put("starts", longs(environment, 0));
      inputs.put("ends", longs(environment, 0));
      inputs.put("vectors", floats(environment, new float[0], 0, 384));
      inputs.put("places", longs(environment, 0, 1));
      inputs.put("features", floats(environment, new float[0], 0, 1, 13));
      try (OrtSession.Result result = session.run(inputs, Set.of("states"))) {
        FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
        float[] values = new float[states.remaining()];
        states.get(values);
        return values;
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
      Sessions.close("network graph", session);
    }
  }

  private static OnnxTensor floats(OrtEnvironment environment, float[] values, long... shape)
      throws OrtException {
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
  }

  private static OnnxTensor longs(OrtEnvironment environment, long... shape) throws OrtException {
    int size = 1;
    for (long side : shape) {
      size *= (int) side;
    }
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[size]), shape);
  }
}
