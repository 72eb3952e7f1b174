package io.qklm.training.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The float weights of a BERT encoder that PyTorch exported to ONNX. The export keeps BERT's names
 * for biases, LayerNorm and embeddings, but folds each matrix into an anonymous initializer; its
 * name is found again in the name of the MatMul node that reads it ({@code
 * /encoder/layer.0/attention/self/query/MatMul}), and its layout is turned back from {@code
 * [inputs, outputs]} to {@code [outputs, inputs]}.
 */
public final class OnnxWeights {

  private static final String MATMUL = "/MatMul";

  private final Map<String, Weight> weights;

  private OnnxWeights(Map<String, Weight> weights) {
    this.weights = weights;
  }

  /**
   * Reads an ONNX file.
   *
   * @throws IOException if the bytes are no ONNX model
   */
  public static OnnxWeights read(InputStream in) throws IOException {
    try {
      return of(ModelProto.parseFrom(in));
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("the base model is no ONNX file: " + e.getMessage(), e);
    }
  }

  static OnnxWeights of(ModelProto model) {
    GraphProto graph = model.getGraph();
    Map<String, String> matrices = namesByInitializer(graph);
    Map<String, Weight> weights = new LinkedHashMap<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      if (tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE) {
        continue;
      }
      String matrix = matrices.get(tensor.getName());
      Weight weight =
          matrix == null ? weight(tensor.getName(), tensor) : weight(matrix, tensor).transposed();
      weights.put(weight.name(), weight);
    }
    return new OnnxWeights(weights);
  }

  /** Which linear map each anonymous initializer belongs to. */
  private static Map<String, String> namesByInitializer(GraphProto graph) {
    Set<String> initializers = new TreeSet<>();
    graph.getInitializerList().forEach(tensor -> initializers.add(tensor.getName()));
    Map<String, String> names = new LinkedHashMap<>();
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("MatMul")
          && node.getName().endsWith(MATMUL)
          && node.getInputCount() == 2
          && initializers.contains(node.getInput(1))) {
        String path = node.getName().substring(1, node.getName().length() - MATMUL.length());
        names.put(node.getInput(1), path.replace('/', '.') + ".weight");
      }
    }
    return names;
  }

  private static Weight weight(String name, TensorProto tensor) {
    long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
    float[] values;
    if (tensor.hasRawData()) {
      values = new float[tensor.getRawData().size() / Float.BYTES];
      tensor
          .getRawData()
          .asReadOnlyByteBuffer()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
    } else {
      values = new float[tensor.getFloatDataCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.getFloatData(i);
      }
    }
    return new Weight(name, shape, values);
  }

  /** Every name, in the file's order. */
  public Set<String> names() {
    return java.util.Collections.unmodifiableSet(weights.keySet());
  }

  /**
   * One weight.
   *
   * @throws IllegalArgumentException if the file has none of that name
   */
  public Weight weight(String name) {
    Weight weight = weights.get(name);
    if (weight == null) {
      throw new IllegalArgumentException(
          "the base model has no weight " + name + "; it has " + new TreeSet<>(weights.keySet()));
    }
    return weight;
  }
}
