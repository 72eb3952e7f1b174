package io.qklm.training.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.qklm.model.onnx.NetworkGraph;
import io.qklm.model.onnx.WindowTensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The worst sums of two products that a processor without VNNI may come to in 16 bits: from the
 * weights of an int8 graph, and the largest codes that each component of a product's input takes on
 * texts. Neighbouring components are multiplied and added together.
 */
final class PairSums {

  /** The largest number of 16 bits. */
  static final int LARGEST = 32_767;

  private static final int LARGEST_CODE = 255;
  private static final String WATCHED = "watched.";

  private final GraphProto graph;
  private final Map<String, TensorProto> tensors = new LinkedHashMap<>();
  private final Map<String, float[]> codes = new TreeMap<>();

  PairSums(byte[] file) throws IOException {
    this.graph = ModelProto.parseFrom(file).getGraph();
    graph.getInitializerList().forEach(tensor -> tensors.put(tensor.getName(), tensor));
  }

  /** The products of bytes, by the names of their weights. */
  private Map<String, String> products() {
    Map<String, String> inputs = new LinkedHashMap<>();
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("MatMulInteger")) {
        inputs.put(node.getInput(1), node.getInput(0));
      }
    }
    return inputs;
  }

  /** Notes the largest codes of the encoder's products on {@code windows}. */
  void watch(byte[] file, NetworkGraph.Sizes sizes, List<WindowTensors> windows)
      throws IOException {
    ModelProto.Builder model = ModelProto.parseFrom(file).toBuilder();
    GraphProto.Builder more = model.getGraphBuilder();
    more.addInitializer(
        TensorProto.newBuilder()
            .setName(WATCHED + "axis")
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(1)
            .setRawData(ByteString.copyFrom(new byte[Long.BYTES])));
    Map<String, Integer> further = new TreeMap<>();
    products()
        .forEach(
            (weight, input) -> {
              if (weight.startsWith("encoder.")) {
                int width = (int) tensors.get(weight).getDims(0);
                further.put(WATCHED + weight, width);
                more.addNode(
                    NodeProto.newBuilder()
                        .setOpType("Cast")
                        .addInput(input)
                        .addOutput(WATCHED + weight + ".codes")
                        .addAttribute(integer("to", TensorProto.DataType.FLOAT_VALUE)));
                more.addNode(
                    NodeProto.newBuilder()
                        .setOpType("ReduceMax")
                        .addInput(WATCHED + weight + ".codes")
                        .addInput(WATCHED + "axis")
                        .addOutput(WATCHED + weight)
                        .addAttribute(integer("keepdims", 0)));
                more.addOutput(
                    ValueInfoProto.newBuilder()
                        .setName(WATCHED + weight)
                        .setType(
                            TypeProto.newBuilder()
                                .setTensorType(
                                    TypeProto.Tensor.newBuilder()
                                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                        .setShape(
                                            ai.onnx.proto.OnnxMl.TensorShapeProto.newBuilder()
                                                .addDim(
                                                    ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension
                                                        .newBuilder()
                                                        .setDimValue(width))))));
              }
            });
    try (NetworkGraph watched = new NetworkGraph(model.build().toByteArray(), sizes, further, 1)) {
      for (WindowTensors window : windows) {
        Map<String, float[]> found = watched.outputs(window);
        for (String name : further.keySet()) {
          float[] seen = found.get(name);
          float[] known =
              codes.computeIfAbsent(
                  name.substring(WATCHED.length()), missing -> new float[seen.length]);
          for (int i = 0; i < seen.length; i++) {
            known[i] = Math.max(known[i], seen[i]);
          }
        }
      }
    }
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** The worst sum of each product, by the name of its weights. */
  Map<String, Integer> worst() {
    Map<String, Integer> worst = new TreeMap<>();
    products().keySet().forEach(weight -> worst.put(weight, worst(weight)));
    return worst;
  }

  private int worst(String name) {
    TensorProto tensor = tensors.get(name);
    int inputs = (int) tensor.getDims(0);
    int outputs = (int) tensor.getDims(1);
    ByteBuffer weights = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    float[] seen = codes.get(name);
    int worst = 0;
    for (int pair = 0; pair + 1 < inputs; pair += 2) {
      int first = seen == null ? LARGEST_CODE : (int) seen[pair];
      int second = seen == null ? LARGEST_CODE : (int) seen[pair + 1];
      for (int output = 0; output < outputs; output++) {
        int a = first * weights.get(pair * outputs + output);
        int b = second * weights.get((pair + 1) * outputs + output);
        worst = Math.max(worst, Math.max(a, 0) + Math.max(b, 0));
        worst = Math.max(worst, -Math.min(a, 0) - Math.min(b, 0));
      }
    }
    return worst;
  }
}
