package io.qklm.training.export;

import static io.qklm.training.export.GraphBuilder.attribute;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Products in int8: weights with a scale for each output channel, symmetric; activations with one
 * scale and zero point for the tensor, measured while it runs. ONNX Runtime makes one kernel of the
 * operators here. Maps of few outputs stay in floats: they cost nothing and answers hang on them.
 */
final class Int8Products implements Products {

  private static final int FEW = 64;

  private final FloatProducts floats = new FloatProducts();
  private final Map<String, List<String>> quantized = new HashMap<>();
  private final int largest;

  /**
   * Weights from {@code -largest} to {@code largest}.
   *
   * @param largest 127, or 63 where sums of pairs must fit into 16 bits
   */
  Int8Products(int largest) {
    this.largest = largest;
  }

  @Override
  public String linear(GraphBuilder graph, String x, LinearMap map) {
    if (map.outputs() < FEW || map.inputs() < FEW) {
      return floats.linear(graph, x, map);
    }
    int inputs = map.inputs();
    int outputs = map.outputs();
    byte[] codes = new byte[inputs * outputs];
    float[] scales = new float[outputs];
    for (int row = 0; row < outputs; row++) {
      float most = 0;
      for (int column = 0; column < inputs; column++) {
        most = Math.max(most, Math.abs(map.weight()[row * inputs + column]));
      }
      float scale = most == 0 ? 1 : most / largest;
      scales[row] = scale;
      for (int column = 0; column < inputs; column++) {
        codes[column * outputs + row] =
            (byte) Math.round(map.weight()[row * inputs + column] / scale);
      }
    }
    String name = map.name();
    String weight = graph.bytes(name + ".weight", codes, inputs, outputs);
    String zero = graph.bytes(name + ".weight.zero", new byte[outputs], outputs);
    String scale = graph.floats(name + ".weight.scale", scales, outputs);
    String bias = graph.floats(name + ".bias", map.bias(), outputs);
    // One measurement serves all products of a tensor.
    List<String> activation =
        quantized.computeIfAbsent(
            x, tensor -> graph.nodes("DynamicQuantizeLinear", List.of(tensor), 3));
    String sums =
        graph.node("MatMulInteger", List.of(activation.get(0), weight, activation.get(2), zero));
    String wide =
        graph.node("Cast", List.of(sums), attribute("to", TensorProto.DataType.FLOAT_VALUE));
    String factor = graph.node("Mul", List.of(activation.get(1), scale));
    return graph.node("Add", List.of(graph.node("Mul", List.of(wide, factor)), bias));
  }
}
