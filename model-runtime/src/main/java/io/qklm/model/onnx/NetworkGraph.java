package io.qklm.model.onnx;

import static io.qklm.model.onnx.GraphSession.described;

import ai.onnxruntime.OnnxJavaType;
import java.util.List;
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

  private final GraphSession session;
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
    this(graph, sizes, Map.of(), threads);
  }

  /**
   * Opens a session of a graph that gives more than an engine needs.
   *
   * @param graph the ONNX file's bytes
   * @param further lengths of the vectors that it gives besides, by name
   * @param threads threads used for one run
   * @throws ModelException if the graph cannot be loaded, or takes or gives something else
   */
  public NetworkGraph(byte[] graph, Sizes sizes, Map<String, Integer> further, int threads) {
    this.sizes = sizes;
    Map<String, String> outputs = sizes.outputs();
    further.forEach((name, length) -> outputs.put(name, described(OnnxJavaType.FLOAT, length)));
    this.session = new GraphSession("network graph", graph, sizes.inputs(), outputs, threads);
  }

  /**
   * Runs one window.
   *
   * @throws ModelException if the run fails, or gives numbers that are not finite
   */
  public WindowReading run(WindowTensors window) {
    Map<String, float[]> found = outputs(window);
    return new WindowReading(
        session.output(found, LABELS), session.output(found, LINKS), session.output(found, STATES));
  }

  /**
   * Runs one window.
   *
   * @return all that the graph gives, by name
   * @throws ModelException if the run fails, or gives numbers that are not finite
   */
  public Map<String, float[]> outputs(WindowTensors window) {
    long tokens = window.tokens();
    long mentions = window.mentions();
    long candidates = window.candidates();
    return session.run(
        tokens + " tokens",
        List.of(
            new GraphSession.Floats(WORDS, window.words(), tokens, sizes.hidden()),
            new GraphSession.Longs(CAPITALS, window.capitals(), tokens),
            new GraphSession.Longs(STARTS, window.starts(), mentions),
            new GraphSession.Longs(ENDS, window.ends(), mentions),
            new GraphSession.Floats(
                VECTORS, window.vectors(), window.entities(), sizes.dimension()),
            new GraphSession.Longs(PLACES, window.places(), mentions, candidates),
            new GraphSession.Floats(
                FEATURES, window.features(), mentions, candidates, sizes.features())));
  }

  @Override
  public void close() {
    session.close();
  }
}
