package io.qklm.model.onnx;

import static io.qklm.model.onnx.GraphSession.described;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network for names alone as an ONNX graph, one window a run, whose large weights stand in a file
 * beside it.
 *
 * <pre>
 *   in   words     float32 [T, hidden]   embeddings of the tokens
 *        capitals  int64   [T]           how each is written
 *   out  labels    float32 [T, 9]        logits of MentionLabel
 * </pre>
 *
 * Safe for any number of threads.
 */
public final class NameGraph implements AutoCloseable {

  private static final String NAME = "graph for names";

  private final GraphSession session;
  private final int hidden;

  /**
   * Opens a session.
   *
   * @param graph the ONNX file's bytes
   * @param folder has the files of weights that the graph names
   * @param hidden components of a state
   * @param labels of a token
   * @param threads threads used for one run
   * @throws ModelException if the graph cannot be loaded, or takes or gives something else
   */
  public NameGraph(byte[] graph, Path folder, int hidden, int labels, int threads) {
    this(Sessions.openBeside(NAME, graph, folder, threads), hidden, labels, Map.of());
  }

  /**
   * Opens a session of a graph that has its weights itself.
   *
   * @param further lengths of the vectors that it gives besides, by name
   * @throws ModelException if the graph cannot be loaded, or takes or gives something else
   */
  public NameGraph(
      byte[] graph, Map<String, Integer> further, int hidden, int labels, int threads) {
    this(Sessions.open(NAME, graph, threads), hidden, labels, further);
  }

  private NameGraph(OrtSession session, int hidden, int labels, Map<String, Integer> further) {
    this.hidden = hidden;
    Map<String, String> outputs = new HashMap<>();
    outputs.put(NetworkGraph.LABELS, described(OnnxJavaType.FLOAT, -1, labels));
    further.forEach((name, length) -> outputs.put(name, described(OnnxJavaType.FLOAT, length)));
    this.session =
        new GraphSession(
            NAME,
            session,
            Map.of(
                NetworkGraph.WORDS,
                described(OnnxJavaType.FLOAT, -1, hidden),
                NetworkGraph.CAPITALS,
                described(OnnxJavaType.INT64, -1)),
            outputs);
  }

  /**
   * Runs one window.
   *
   * @param words {@code [T, hidden]} row-major
   * @param capitals {@code [T]}
   * @return logits, {@code [T, labels]} row-major
   * @throws ModelException if the run fails, or gives numbers that are not finite
   */
  public float[] run(float[] words, long[] capitals) {
    return session.output(outputs(words, capitals), NetworkGraph.LABELS);
  }

  /**
   * Runs one window.
   *
   * @return all that the graph gives, by name
   * @throws ModelException if the run fails, or gives numbers that are not finite
   */
  public Map<String, float[]> outputs(float[] words, long[] capitals) {
    return session.run(
        capitals.length + " tokens",
        List.of(
            new GraphSession.Floats(NetworkGraph.WORDS, words, capitals.length, hidden),
            new GraphSession.Longs(NetworkGraph.CAPITALS, capitals, capitals.length)));
  }

  @Override
  public void close() {
    session.close();
  }
}
