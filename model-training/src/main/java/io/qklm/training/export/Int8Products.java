package io.qklm.training.export;

import static io.qklm.training.export.GraphBuilder.attribute;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Products in int8: weights with a scale for each output channel, symmetric; inputs, made even
 * first where their ranges are known, with one scale and zero point for the tensor, measured while
 * it runs. ONNX Runtime makes one kernel of the operators here. Maps of few outputs stay in floats:
 * they cost nothing and answers hang on them.
 */
final class Int8Products implements Products {

  private static final int FEW = 64;

  private final FloatProducts floats = new FloatProducts();
  private final Map<String, Rounded> rounded = new HashMap<>();
  private final int largest;
  private final ActivationRanges ranges;
  private final KeptWeights kept;

  /**
   * A tensor in bytes.
   *
   * @param codes value
   * @param scale value
   * @param zero value
   * @param even what was done to the tensor before
   */
  private record Rounded(String codes, String scale, String zero, EvenInput even) {}

  /**
   * Weights from {@code -largest} to {@code largest}.
   *
   * @param largest 127, or 63 where sums of pairs must fit into 16 bits
   * @param ranges of the products' inputs
   */
  Int8Products(int largest, ActivationRanges ranges) {
    this(largest, ranges, KeptWeights.INSIDE);
  }

  /**
   * The same with weights somewhere else.
   *
   * @param kept where the weights go
   */
  Int8Products(int largest, ActivationRanges ranges, KeptWeights kept) {
    this.largest = largest;
    this.ranges = ranges;
    this.kept = kept;
  }

  /** Whether {@code map} is worth rounding. */
  static boolean rounds(LinearMap map) {
    return map.outputs() >= FEW && map.inputs() >= FEW;
  }

  @Override
  public String linear(GraphBuilder graph, String x, LinearMap map) {
    if (!rounds(map)) {
      return floats.linear(graph, x, map);
    }
    // One measurement serves all products of a tensor.
    Rounded input = rounded.computeIfAbsent(x, tensor -> round(graph, tensor, map));
    int inputs = map.inputs();
    int outputs = map.outputs();
    float[] weights = input.even().weights(map);
    byte[] codes = new byte[inputs * outputs];
    float[] scales = new float[outputs];
    for (int row = 0; row < outputs; row++) {
      float most = 0;
      for (int column = 0; column < inputs; column++) {
        most = Math.max(most, Math.abs(weights[row * inputs + column]));
      }
      float scale = most == 0 ? 1 : most / largest;
      scales[row] = scale;
      for (int column = 0; column < inputs; column++) {
        codes[column * outputs + row] = (byte) Math.round(weights[row * inputs + column] / scale);
      }
    }
    String name = map.name();
    KeptWeights.Keeper keeper = kept.of(graph, map, input.even());
    String weight = keeper.codes(codes);
    String zero = graph.bytes(name + ".weight.zero", new byte[outputs], outputs);
    String scale = keeper.scales(scales);
    String bias = graph.floats(name + ".bias", map.bias(), outputs);
    String sums = graph.node("MatMulInteger", List.of(input.codes(), weight, input.zero(), zero));
    String wide =
        graph.node("Cast", List.of(sums), attribute("to", TensorProto.DataType.FLOAT_VALUE));
    String factor = graph.node("Mul", List.of(input.scale(), scale));
    String product = graph.node("Add", List.of(graph.node("Mul", List.of(wide, factor)), bias));
    return input.even().apart().length == 0
        ? product
        : graph.node(
            "Add",
            List.of(
                product,
                apart(graph, x, keeper.apart(input.even().weightsApart(map)), input.even())));
  }

  private Rounded round(GraphBuilder graph, String x, LinearMap map) {
    Optional<float[]> range = ranges.of(map.name());
    EvenInput even =
        range.map(most -> EvenInput.of(most, map)).orElseGet(() -> EvenInput.untouched(map));
    String read = x;
    if (range.isPresent()) {
      String inverse = graph.floats(map.name() + ".input.scale", even.inverse(), map.inputs());
      read = graph.node("Mul", List.of(x, inverse));
    }
    List<String> parts = graph.nodes("DynamicQuantizeLinear", List.of(read), 3);
    return new Rounded(parts.get(0), parts.get(1), parts.get(2), even);
  }

  private static String apart(GraphBuilder graph, String x, String weight, EvenInput even) {
    int[] apart = even.apart();
    String components = graph.integers(Arrays.stream(apart).asLongStream().toArray());
    String read = graph.node("Gather", List.of(x, components), attribute("axis", -1));
    return graph.node("MatMul", List.of(read, weight));
  }
}
