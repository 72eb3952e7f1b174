package io.qklm.training.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxWeightsTest {

  private static TensorProto tensor(String name, List<Long> shape, List<Float> values) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(1)
        .addAllDims(shape)
        .addAllFloatData(values)
        .build();
  }

  @Test
  void anAnonymousMatrixGetsItsNodesNameAndPytorchsLayout() {
    GraphProto graph =
        GraphProto.newBuilder()
            .addInitializer(
                tensor("onnx::MatMul_7", List.of(2L, 3L), List.of(1f, 2f, 3f, 4f, 5f, 6f)))
            .addInitializer(tensor("encoder.layer.0.query.bias", List.of(3L), List.of(7f, 8f, 9f)))
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("MatMul")
                    .setName("/encoder/layer.0/query/MatMul")
                    .addInput("x")
                    .addInput("onnx::MatMul_7"))
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("MatMul")
                    .setName("/encoder/layer.0/MatMul")
                    .addInput("x")
                    .addInput("y"))
            .build();
    OnnxWeights weights = OnnxWeights.of(ModelProto.newBuilder().setGraph(graph).build());
    assertThat(weights.names())
        .containsExactly("encoder.layer.0.query.weight", "encoder.layer.0.query.bias");
    Weight matrix = weights.weight("encoder.layer.0.query.weight");
    assertThat(matrix.shape()).containsExactly(3, 2);
    assertThat(matrix.values()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThatThrownBy(() -> weights.weight("pooler"))
        .hasMessageContaining("no weight pooler; it has [encoder.layer.0.query.bias");
  }

  @Test
  void bytesThatAreNoModelAreRefused() {
    assertThatThrownBy(() -> OnnxWeights.read(new ByteArrayInputStream(new byte[] {-1, -1, -1})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no ONNX file");
  }
}
