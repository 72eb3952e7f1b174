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
import java.util.Map;
import java.util.TreeMap;

/**
 * The trained network as an ONNX graph, one window a run: dynamic int8 quantizes activations over
 * the whole tensor, so a neighbour or padding in the run would change the result.
 *
 * <pre>
 *   in   words       float32 [T, hidden]        embeddings of the tokens
 *        capitals    int64   [T]                how each is written
 *        starts      int64   [M]                first token of each mention
 *        ends        int64   [M]                token after its last
 *        vectors     float32 [E, dimension]     entities that the mentions may mean
 *        places      int64   [M, C]             rows of vectors, -1 for none
 *        features    float32 [M, C, features]   what is known of each candidate
 *   out  labels      float32 [T, 9]             logits of MentionLabel
 *        links       float32 [M, C + 1]         logits of the candidates, then NIL
 *        states      float32 [T, hidden]        final states
 * </pre>
 *
 * Safe for any number of threads.
 */
public final class NetworkGraph implements AutoCloseable {

  public static final String WORDS = "words";
  public static final String CAPITALS = "capitals";
  public static final String STARTS = "starts";
  public static final String ENDS = "ends";
  public static final String VECTORS = "vectors";
  public static final String PLACES = "places";
  public static final String FEATURES = "features";
  public static final String LABELS = "labels";
  public static final String LINKS = "links";
  public static final String STATES = "states";

  private static final String NAME = "network graph";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Sizes sizes;

  /**
   * Sizes that a graph is built for.
   *
   * @param hidden components of a state
   * @param dimension components of an entity's vector
   * @param features numbers known of a candidate
   * @param labels of a token
   */
  public record Sizes(int hidden, int dimension, int features, int labels) {

    /** Type, then sides; -1 for one that is free. */
    private Map<String, String> inputs() {
      Map<String, String> inputs = new TreeMap<>();
      inputs.put(WORDS, described(OnnxJavaType.FLOAT, -1, hidden));
      inputs.put(CAPITALS, described(OnnxJavaType.INT64, -1));
      inputs.put(STARTS, described(OnnxJavaType.INT64, -1));
      inputs.put(ENDS, described(OnnxJavaType.INT64, -1));
      inputs.put(VECTORS, described(OnnxJavaType.FLOAT, -1, dimension));
      inputs.put(PLACES, described(OnnxJavaType.INT64, -1, -1));
      inputs.put(FEATURES, described(OnnxJavaType.FLOAT, -1, -1, features));
      return inputs;
    }

    private Map<String, String> outputs() {
      Map<String, String> outputs = new TreeMap<>();
      outputs.put(LABELS, described(OnnxJavaType.FLOAT, -1, labels));
      outputs.put(LINKS, described(OnnxJavaType.FLOAT, -1, -1));
      outputs.put(STATES, described(OnnxJavaType.FLOAT, -1, hidden));
      return outputs;
    }
  }

  /**
   * Opens a session.
   *
   * @param graph the ONNX file's bytes
   * @param threads threads used for one run
   * @throws ModelException if the graph cannot be loaded, or takes or gives something else
   */
  public NetworkGraph(byte[] graph, Sizes sizes, int threads) {
    this.sizes = sizes;
    this.session = Sessions.open(NAME, graph, threads);
    try {
      require("takes the inputs", described(session.getInputInfo()), sizes.inputs());
      require("gives the outputs", described(session.getOutputInfo()), sizes.outputs());
    } catch (OrtException e) {
      Sessions.close(NAME, session);
      throw new ModelException("the network graph cannot be read: " + e.getMessage(), e);
    } catch (ModelException e) {
      Sessions.close(NAME, session);
      throw e;
    }
  }

  private static void require(String verb, Map<String, String> found, Map<String, String> needed) {
    if (!found.equals(needed)) {
      throw new ModelException("the network graph " + verb + " " + found + "; needed: " + needed);
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

  private static String described(OnnxJavaType type, long... shape) {
    StringBuilder text = new StringBuilder(type.toString()).append('[');
    for (int i = 0; i < shape.length; i++) {
      text.append(i == 0 ? "" : ", ").append(shape[i] < 0 ? "any" : Long.toString(shape[i]));
    }
    return text.append(']').toString();
  }

  /**
   * Runs one window.
   *
   * @throws ModelException if the run fails, or gives numbers that are not finite
   */
  public WindowReading run(WindowTensors window) {
    long tokens = window.tokens();
    long mentions = window.mentions();
    long candidates = window.candidates();
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    try {
      inputs.put(WORDS, floats(window.words(), tokens, sizes.hidden()));
      inputs.put(CAPITALS, longs(window.capitals(), tokens));
      inputs.put(STARTS, longs(window.starts(), mentions));
      inputs.put(ENDS, longs(window.ends(), mentions));
      inputs.put(VECTORS, floats(window.vectors(), window.entities(), sizes.dimension()));
      inputs.put(PLACES, longs(window.places(), mentions, candidates));
      inputs.put(FEATURES, floats(window.features(), mentions, candidates, sizes.features()));
      try (OrtSession.Result result = session.run(inputs)) {
        return new WindowReading(
            values(result, LABELS), values(result, LINKS), values(result, STATES));
      }
    } catch (OrtException e) {
      throw new ModelException("the network failed on " + tokens + " tokens: " + e.getMessage(), e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor floats(float[] values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
  }

  private OnnxTensor longs(long[] values, long... shape) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }

  private static float[] values(OrtSession.Result result, String name) {
    OnnxTensor tensor =
        (OnnxTensor)
            result.get(name).orElseThrow(() -> new ModelException("the network gave no " + name));
    FloatBuffer buffer = tensor.getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new ModelException("the network gave " + name + " that are not finite");
      }
    }
    return values;
  }

  @Override
  public void close() {
    Sessions.close(NAME, session);
  }
}
