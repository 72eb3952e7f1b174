package io.qklm.training.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.onnx.Weight;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Export backwards: what a graph of {@link NetworkExport}, or of a head beside it, was made of,
 * under the names of the trainer's network. Of int8 graphs the weights come back as the codes say,
 * so a run that starts from them starts from what was released. What the graph does not hold,
 * words, places and segments, is the base model's.
 */
public final class GraphWeights {

  private static final String WEIGHT = ".weight";
  private static final String SCALE = ".weight.scale";
  private static final String APART = ".weight.apart";
  private static final String INPUT_SCALE = ".input.scale";
  private static final String JOINED = ".attention.self";

  /** A single output, written as a row already. */
  private static final Set<String> ROWS =
      Set.of("injection.features.weight", "heads.link.features.weight");

  private final EncoderShape shape;
  private final Map<String, Weight> weights = new LinkedHashMap<>();

  private GraphWeights(EncoderShape shape) {
    this.shape = shape;
  }

  /**
   * The weights of {@code graph}, by name.
   *
   * @param graph the ONNX file
   * @param shape of the encoder in it
   * @throws IOException if it is no ONNX file
   */
  public static Map<String, Weight> of(byte[] graph, EncoderShape shape) throws IOException {
    GraphWeights read = new GraphWeights(shape);
    GraphProto nodes;
    try {
      nodes = ModelProto.parseFrom(graph).getGraph();
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("the graph is no ONNX file: " + e.getMessage(), e);
    }
    Map<String, TensorProto> tensors = new LinkedHashMap<>();
    nodes.getInitializerList().forEach(tensor -> tensors.put(tensor.getName(), tensor));
    Map<String, String> scaledInputs = scaledInputs(nodes);
    for (TensorProto tensor : tensors.values()) {
      String name = tensor.getName();
      boolean learned =
          name.startsWith("encoder.")
              || name.startsWith("embeddings.")
              || name.startsWith("injection.")
              || name.startsWith("heads.");
      boolean helps =
          name.endsWith(SCALE)
              || name.endsWith(".zero")
              || name.endsWith(INPUT_SCALE)
              || name.endsWith(APART);
      if (learned && !helps) {
        TensorProto scale = tensors.get(name + ".scale");
        float[] values = scale == null ? floats(tensor) : dequantized(tensor, floats(scale));
        TensorProto inverse = tensors.get(scaledInputs.getOrDefault(name, ""));
        if (inverse != null) {
          TensorProto apart = tensors.get(name + ".apart");
          uneven(values, floats(inverse), apart == null ? new float[0] : floats(apart));
        }
        read.add(tensor, values);
      }
    }
    return read.weights;
  }

  /** By the name of a product's weight what the product's input was multiplied with, if it was. */
  private static Map<String, String> scaledInputs(GraphProto graph) {
    Map<String, NodeProto> makers = new HashMap<>();
    for (NodeProto node : graph.getNodeList()) {
      node.getOutputList().forEach(output -> makers.put(output, node));
    }
    Map<String, String> scaled = new HashMap<>();
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("MatMulInteger")) {
        Optional.ofNullable(makers.get(node.getInput(0)))
            .map(rounding -> makers.get(rounding.getInput(0)))
            .filter(before -> before.getOpType().equals("Mul"))
            .map(before -> before.getInput(1))
            .filter(factor -> factor.endsWith(INPUT_SCALE))
            .ifPresent(factor -> scaled.put(node.getInput(1), factor));
      }
    }
    return scaled;
  }

  /** Undoes {@link EvenInput}: {@code values [inputs, outputs]} as they were before. */
  private static void uneven(float[] values, float[] inverse, float[] apart) {
    int outputs = values.length / inverse.length;
    int found = 0;
    for (int input = 0; input < inverse.length; input++) {
      if (inverse[input] == 0) {
        System.arraycopy(apart, found++ * outputs, values, input * outputs, outputs);
      } else {
        for (int output = 0; output < outputs; output++) {
          values[input * outputs + output] *= inverse[input];
        }
      }
    }
  }

  private void add(TensorProto tensor, float[] values) {
    String name = tensor.getName();
    int[] sides = tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
    if (name.equals("embeddings.capitals")) {
      put("embeddings.capitals_embeddings.weight", values, sides);
    } else if (name.endsWith(JOINED + WEIGHT)) {
      apart(name, WEIGHT, turned(values, sides[0], sides[1]), sides[0]);
    } else if (name.endsWith(JOINED + ".bias")) {
      apart(name, ".bias", values, 1);
    } else if (name.endsWith(WEIGHT) && sides.length == 2 && !ROWS.contains(name)) {
      put(name, turned(values, sides[0], sides[1]), sides[1], sides[0]);
    } else if (!name.equals("embeddings.places")) {
      put(name, values, sides);
    }
  }

  /** Queries, keys and values stand one after another, the queries with the products' scale. */
  private void apart(String name, String part, float[] values, int inputs) {
    String stem = name.substring(0, name.length() - part.length());
    int size = values.length / 3;
    float scale = (float) Math.sqrt((double) shape.hidden() / shape.heads());
    int at = 0;
    for (String map : new String[] {".query", ".key", ".value"}) {
      float[] own = Arrays.copyOfRange(values, at, at + size);
      if (map.equals(".query")) {
        for (int i = 0; i < own.length; i++) {
          own[i] *= scale;
        }
      }
      int outputs = size / inputs;
      if (part.equals(WEIGHT)) {
        put(stem + map + part, own, outputs, inputs);
      } else {
        put(stem + map + part, own, outputs);
      }
      at += size;
    }
  }

  private void put(String name, float[] values, int... sides) {
    long[] shapeOf = Arrays.stream(sides).asLongStream().toArray();
    weights.put(name, new Weight(name, shapeOf, values));
  }

  /** {@code [rows, columns]} to {@code [columns, rows]}. */
  private static float[] turned(float[] values, int rows, int columns) {
    float[] turned = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = values[row * columns + column];
      }
    }
    return turned;
  }

  private static float[] floats(TensorProto tensor) {
    ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  /** Codes {@code [inputs, outputs]} times the scale of their output. */
  private static float[] dequantized(TensorProto codes, float[] scales) {
    ByteBuffer bytes = codes.getRawData().asReadOnlyByteBuffer();
    float[] values = new float[bytes.remaining()];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes.get(i) * scales[i % scales.length];
    }
    return values;
  }
}
