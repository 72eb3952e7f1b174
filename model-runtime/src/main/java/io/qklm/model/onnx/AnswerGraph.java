package io.qklm.model.onnx;

import ai.onnxruntime.OnnxJavaType;
import java.util.List;
import java.util.Map;

/**
 * The head that says which relation a question asks for, one question a run.
 *
 * <pre>
 *   in   states      float32 [T, hidden]      final states of the question
 *        relations   float32 [R, dimension]   vectors of the relations' words
 *        backwards   float32 [R, 1]           1 for a relation that is read backwards
 *   out  asked       float32 [R]              logits
 * </pre>
 *
 * Safe for any number of threads.
 */
public final class AnswerGraph implements AutoCloseable {

  public static final String STATES = "states";
  public static final String RELATIONS = "relations";
  public static final String BACKWARDS = "backwards";
  public static final String ASKED = "asked";

  private final GraphSession session;
  private final int hidden;
  private final int dimension;

  /**
   * Opens a session.
   *
   * @param graph the ONNX file's bytes
   * @param hidden components of a state
   * @param dimension components of a relation's vector
   * @param threads threads used for one run
   * @throws ModelException if the graph cannot be loaded, or takes or gives something else
   */
  public AnswerGraph(byte[] graph, int hidden, int dimension, int threads) {
    this.hidden = hidden;
    this.dimension = dimension;
    this.session =
        new GraphSession(
            "answer graph",
            graph,
            Map.of(
                STATES, GraphSession.described(OnnxJavaType.FLOAT, -1, hidden),
                RELATIONS, GraphSession.described(OnnxJavaType.FLOAT, -1, dimension),
                BACKWARDS, GraphSession.described(OnnxJavaType.FLOAT, -1, 1)),
            Map.of(ASKED, GraphSession.described(OnnxJavaType.FLOAT, -1)),
            threads);
  }

  /**
   * One logit a relation.
   *
   * @param states {@code [T, hidden]} row-major
   * @param relations {@code [R, dimension]} row-major
   * @param backwards {@code [R]}
   * @throws ModelException if the run fails, or gives numbers that are not finite
   */
  public float[] logits(float[] states, float[] relations, float[] backwards) {
    return session.output(
        session.run(
            backwards.length + " relations",
            List.of(
                new GraphSession.Floats(STATES, states, states.length / hidden, hidden),
                new GraphSession.Floats(RELATIONS, relations, backwards.length, dimension),
                new GraphSession.Floats(BACKWARDS, backwards, backwards.length, 1))),
        ASKED);
  }

  @Override
  public void close() {
    session.close();
  }
}
