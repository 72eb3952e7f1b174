package io.qklm.model.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A session whose ends were held against what is needed. Safe for any number of threads. */
final class GraphSession implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final String name;
  private final OrtSession session;

  /** An input of a run; the buffer belongs to the caller. */
  sealed interface Input {

    /** As the graph calls it. */
    String name();

    OnnxTensor tensor(OrtEnvironment environment) throws OrtException;
  }

  @SuppressWarnings("ArrayRecordComponent") // on its way into a tensor, never compared
  record Floats(String name, float[] values, long... shape) implements Input {
    @Override
    public OnnxTensor tensor(OrtEnvironment environment) throws OrtException {
      return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // on its way into a tensor, never compared
  record Longs(String name, long[] values, long... shape) implements Input {
    @Override
    public OnnxTensor tensor(OrtEnvironment environment) throws OrtException {
      return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }
  }

  /**
   * Opens a session.
   *
   * @param name what the graph is called in messages
   * @param graph the ONNX file's bytes
   * @param inputs what it must take, by name as {@link #described} says it
   * @param outputs what it must give
   * @param threads threads used for one run
   * @throws ModelException if the graph cannot be loaded, or takes or gives something else
   */
  GraphSession(
      String name,
      byte[] graph,
      Map<String, String> inputs,
      Map<String, String> outputs,
      int threads) {
    this(name, Sessions.open(name, graph, threads), inputs, outputs);
  }

  /**
   * The same for a session that is open already, and that this one owns.
   *
   * @throws ModelException if the graph takes or gives something else
   */
  GraphSession(
      String name, OrtSession session, Map<String, String> inputs, Map<String, String> outputs) {
    this.name = name;
    this.session = session;
    try {
      require("takes the inputs", described(session.getInputInfo()), inputs);
      require("gives the outputs", described(session.getOutputInfo()), outputs);
    } catch (OrtException e) {
      close();
      throw new ModelException("the " + name + " cannot be read: " + e.getMessage(), e);
    } catch (ModelException e) {
      close();
      throw e;
    }
  }

  private void require(String verb, Map<String, String> found, Map<String, String> needed) {
    if (!found.equals(needed)) {
      throw new ModelException("the " + name + " " + verb + " " + found + "; needed: " + needed);
    }
  }

  private static Map<String, String> described(Map<String, NodeInfo> nodes) {
    Map<String, String> described = new TreeMap<>();
    nodes.forEach(
        (name, node) ->
            described.put(
                name,
                node.getInfo() instanceof TensorInfo tensor
                    ? described(tensor.type, tensor.getShape())
                    : node.getInfo().toString()));
    return described;
  }

  /** Type, then sides; -1 for one that is free. */
  static String described(OnnxJavaType type, long... shape) {
    StringBuilder text = new StringBuilder(type.toString()).append('[');
    for (int i = 0; i < shape.length; i++) {
      text.append(i == 0 ? "" : ", ").append(shape[i] < 0 ? "any" : Long.toString(shape[i]));
    }
    return text.append(']').toString();
  }

  /**
   * Runs the graph.
   *
   * @param about what it runs on, for messages
   * @return the float outputs by name, all finite
   * @throws ModelException if the run fails, or gives numbers that are not finite
   */
  Map<String, float[]> run(String about, List<Input> inputs) {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (Input input : inputs) {
        tensors.put(input.name(), input.tensor(environment));
      }
      try (OrtSession.Result result = session.run(tensors)) {
        Map<String, float[]> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
          outputs.put(output.getKey(), values(output.getKey(), (OnnxTensor) output.getValue()));
        }
        return outputs;
      }
    } catch (OrtException e) {
      throw new ModelException("the " + name + " failed on " + about + ": " + e.getMessage(), e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  /** The output called {@code output}. */
  float[] output(Map<String, float[]> outputs, String output) {
    float[] values = outputs.get(output);
    if (values == null) {
      throw new ModelException("the " + name + " gave no " + output);
    }
    return values;
  }

  /** The numbers of a tensor, the caller's to keep. */
  static float[] floats(OnnxTensor tensor) {
    // A copy on the heap already, made for this call.
    FloatBuffer buffer = tensor.getFloatBuffer();
    if (buffer.hasArray() && buffer.array().length == buffer.remaining()) {
      return buffer.array();
    }
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private float[] values(String output, OnnxTensor tensor) {
    float[] values = floats(tensor);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new ModelException("the " + name + " gave " + output + " that are not finite");
      }
    }
    return values;
  }

  @Override
  public void close() {
    Sessions.close(name, session);
  }
}
