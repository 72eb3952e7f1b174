package io.qklm.training.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qklm.training.export.NetworkExport.Numbers;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.onnx.Weight;
import io.qklm.training.release.TrainedBundles;
import io.qklm.training.task.answer.AnswerKind;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GraphWeightsTest {

  /** Wide enough inside for components to be multiplied apart. */
  private static final EncoderShape ENCODER = new EncoderShape(30522, 64, 384, 2, 12, 1100, 1);

  private static final NetworkShape SHAPE =
      new NetworkShape(
          ENCODER, TrainedBundles.shape(TrainedBundles.FEATURES).knowledge(), ENCODER.positions());

  /** Remembers what an export asked for. */
  private static final class Asked implements WeightSource {
    final Map<String, Weight> weights = new HashMap<>();

    @Override
    public Weight read(String name) {
      throw new IllegalStateException("the export asked for " + name + " without a shape");
    }

    @Override
    public Weight read(String name, long... sides) throws java.io.IOException {
      Weight weight = TrainedBundles.weights(SHAPE, Map.of()).read(name, sides);
      weights.put(name, weight);
      return weight;
    }
  }

  private static void compare(Map<String, Weight> found, Asked asked, Offset<Float> apart) {
    asked.weights.keySet().removeIf(name -> name.matches("embeddings\\.(position|token_type)_.*"));
    assertThat(found.keySet()).isEqualTo(asked.weights.keySet());
    asked.weights.forEach(
        (name, weight) -> {
          Weight read = found.get(name);
          assertThat(read.shape()).as(name).isEqualTo(weight.shape());
          for (int i = 0; i < weight.values().length; i++) {
            assertThat(read.values()[i]).as(name).isCloseTo(weight.values()[i], apart);
          }
        });
  }

  @Test
  void whatAGraphWasMadeOfComesBack() throws Exception {
    Asked asked = new Asked();
    byte[] graph = NetworkExport.export(asked, SHAPE, Numbers.FLOAT32);
    compare(GraphWeights.of(graph, ENCODER), asked, within(1e-5f));
    Asked answer = new Asked();
    byte[] head = new AnswerKind().head().orElseThrow().export(answer, SHAPE);
    compare(GraphWeights.of(head, ENCODER), answer, within(1e-6f));
  }

  @Test
  void codesComeBackAsNumbers() throws Exception {
    Asked asked = new Asked();
    byte[] graph = NetworkExport.export(asked, SHAPE, Numbers.INT8);
    // The largest weight is about 0.5, a code's step a 127th of it.
    compare(GraphWeights.of(graph, ENCODER), asked, within(0.003f));
  }

  @Test
  void whatWasMadeEvenComesBackAsItWas() throws Exception {
    Asked asked = new Asked();
    NetworkExport.export(asked, SHAPE, Numbers.INT8);
    Map<String, float[]> ranges = new HashMap<>();
    asked.weights.forEach(
        (name, weight) -> {
          if (name.endsWith(".weight") && weight.shape().length == 2) {
            String map = name.replaceAll("\\.weight$", "").replaceAll("self\\.query$", "self");
            float[] range = new float[Math.toIntExact(weight.shape()[1])];
            for (int i = 0; i < range.length; i++) {
              range[i] = i % 100 == 7 ? 5 : 0.5f + i % 3;
            }
            ranges.put(map, range);
          }
        });
    byte[] graph = NetworkExport.int8(asked, SHAPE, new ActivationRanges(ranges));
    assertThat(graph).isNotEqualTo(NetworkExport.export(asked, SHAPE, Numbers.INT8));
    compare(GraphWeights.of(graph, ENCODER), asked, within(0.03f));
  }

  @Test
  void whatIsNoGraphIsRefused() {
    assertThatThrownBy(() -> GraphWeights.of(new byte[] {1, 2, 3}, ENCODER))
        .hasMessageContaining("the graph is no ONNX file");
  }
}
