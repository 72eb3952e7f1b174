package io.qklm.model.onnx;

import ai.onnxruntime.OnnxJavaType;
import java.util.List;
import java.util.Map;

/**
 * The head that says which sentences of a text belong into its summary, one text a run.
 *
 * <pre>
 *   in   sentences   float32 [N, hidden]   mean of each sentence's final states
 *        places      float32 [N, known]    what is known of its place
 *   out  salience    float32 [N]           logits
 * </pre>
 *
 * Safe for any number of threads.
 */
public final class SalienceGraph implements AutoCloseable {

  public static final String SENTENCES = "sentences";
  public static final String PLACES = "places";
  public static final String SALIENCE = "salience";

  private final GraphSession session;
  private final int hidden;
  private final int known;

  /**
   * Opens a session.
   *
   * @param graph the ONNX file's bytes
   * @param hidden components of a state
   * @param known numbers known of a sentence's place
   * @param threads threads used for one run
   * @throws ModelException if the graph cannot be loaded, or takes or gives something else
   */
  public SalienceGraph(byte[] graph, int hidden, int known, int threads) {
    this.hidden = hidden;
    this.known = known;
    this.session =
        new GraphSession(
            "salience graph",
            graph,
            Map.of(
                SENTENCES, GraphSession.described(OnnxJavaType.FLOAT, -1, hidden),
                PLACES, GraphSession.described(OnnxJavaType.FLOAT, -1, known)),
            Map.of(SALIENCE, GraphSession.described(OnnxJavaType.FLOAT, -1)),
            threads);
  }

  /**
   * One logit a sentence.
   *
   * @param sentences {@code [N, hidden]} row-major, at least one
   * @param places {@code [N, known]} row-major
   * @throws ModelException if the run fails, or gives numbers that are not finite
   */
  public float[] logits(float[] sentences, float[] places) {
    long count = sentences.length / hidden;
    return session.output(
        session.run(
            count + " sentences",
            List.of(
                new GraphSession.Floats(SENTENCES, sentences, count, hidden),
                new GraphSession.Floats(PLACES, places, count, known))),
        SALIENCE);
  }

  @Override
  public void close() {
    session.close();
  }
}
