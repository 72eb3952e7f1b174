package io.qklm.training.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes an ONNX graph node by node. Values are known by their names; an operator gives back the
 * name of its first output.
 */
public final class GraphBuilder {

  /** ONNX 1.15: the newest operators needed are LayerNormalization (17) and Gelu (20). */
  private static final int OPSET = 20;

  private static final int IR_VERSION = 9;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<List<Long>, String> shapes = new HashMap<>();
  private int values;

  /** Element types of tensors. */
  public enum Element {
    FLOAT(TensorProto.DataType.FLOAT_VALUE),
    INT8(TensorProto.DataType.INT8_VALUE),
    INT64(TensorProto.DataType.INT64_VALUE),
    BOOL(TensorProto.DataType.BOOL_VALUE);

    private final int number;

    Element(int number) {
      this.number = number;
    }
  }

  /** Declares an input; a negative side is free and called by its place. */
  public String input(String name, Element type, long... shape) {
    graph.addInput(info(name, type, shape));
    return name;
  }

  /** Declares {@code value} as the output {@code name}. */
  public void output(String name, String value, Element type, long... shape) {
    graph.addNode(
        NodeProto.newBuilder().setOpType("Identity").setName(name).addInput(value).addOutput(name));
    graph.addOutput(info(name, type, shape));
  }

  private static ValueInfoProto info(String name, Element type, long... shape) {
    TensorShapeProto.Builder sides = TensorShapeProto.newBuilder();
    for (int i = 0; i < shape.length; i++) {
      TensorShapeProto.Dimension.Builder side = TensorShapeProto.Dimension.newBuilder();
      sides.addDim(shape[i] < 0 ? side.setDimParam(name + "_" + i) : side.setDimValue(shape[i]));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.number).setShape(sides)))
        .build();
  }

  /** Adds an operator; an empty input is one that is left out. */
  public String node(String operator, List<String> inputs, AttributeProto... attributes) {
    return nodes(operator, inputs, 1, attributes).get(0);
  }

  /** Adds an operator of several outputs. */
  List<String> nodes(
      String operator, List<String> inputs, int outputs, AttributeProto... attributes) {
    String name = operator + "_" + values++;
    List<String> names =
        Stream.iterate(0, i -> i + 1)
            .limit(outputs)
            .map(i -> outputs == 1 ? name : name + "_" + i)
            .toList();
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addAllOutput(names)
            .addAllAttribute(List.of(attributes)));
    return names;
  }

  /** Adds floats. */
  public String floats(String name, float[] data, long... shape) {
    ByteBuffer bytes = bytes(data.length * Float.BYTES);
    bytes.asFloatBuffer().put(data);
    return tensor(name, Element.FLOAT, bytes, shape);
  }

  /** Adds signed bytes. */
  String bytes(String name, byte[] data, long... shape) {
    return tensor(name, Element.INT8, ByteBuffer.wrap(data), shape);
  }

  /**
   * Adds a tensor whose bytes stand in a file beside the graph's.
   *
   * @param file its name
   * @param offset of the bytes in it
   * @param length bytes
   */
  String outside(String name, Element type, String file, long offset, long length, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.number)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", file))
            .addExternalData(entry("offset", Long.toString(offset)))
            .addExternalData(entry("length", Long.toString(length)));
    for (long side : shape) {
      tensor.addDims(side);
    }
    graph.addInitializer(tensor);
    return name;
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  /** A list of integers, once however often it is asked for. */
  public String integers(long... data) {
    List<Long> key = java.util.Arrays.stream(data).boxed().toList();
    return shapes.computeIfAbsent(
        key,
        missing -> {
          ByteBuffer bytes = bytes(data.length * Long.BYTES);
          bytes.asLongBuffer().put(data);
          return tensor("integers_" + shapes.size(), Element.INT64, bytes, data.length);
        });
  }

  /** One integer without a dimension. */
  String integer(String name, long value) {
    ByteBuffer bytes = bytes(Long.BYTES);
    bytes.asLongBuffer().put(value);
    return tensor(name, Element.INT64, bytes);
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String tensor(String name, Element type, ByteBuffer bytes, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.number)
            .setRawData(ByteString.copyFrom(bytes));
    for (long side : shape) {
      tensor.addDims(side);
    }
    graph.addInitializer(tensor);
    return name;
  }

  public static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  public static AttributeProto attribute(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  public static AttributeProto attribute(String name, List<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(values)
        .build();
  }

  /** The whole model. */
  public ModelProto build(String name, Map<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("qklm")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
            .setGraph(graph.setName(name));
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }

  /** A column as a vector. */
  public String flat(String column) {
    return node("Reshape", List.of(column, integers(-1)));
  }
}
