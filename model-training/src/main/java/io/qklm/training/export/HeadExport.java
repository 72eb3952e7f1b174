package io.qklm.training.export;

import static io.qklm.training.export.GraphBuilder.attribute;

import io.qklm.model.onnx.AnswerGraph;
import io.qklm.model.onnx.SalienceGraph;
import io.qklm.model.summary.SentencePlace;
import io.qklm.training.export.GraphBuilder.Element;
import io.qklm.training.head.SalienceHead;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The heads that read more or less than a window, as graphs of their own: a summary is of a whole
 * text, and a question's relations are not known before its candidates are. Their few numbers stay
 * 32-bit floats.
 */
public final class HeadExport {

  private HeadExport() {}

  /**
   * The ONNX file of the salience head; see {@link SalienceGraph} for its ends.
   *
   * @param hidden components of a state
   * @throws IOException if a weight is missing or has another shape
   */
  public static byte[] salience(WeightSource weights, int hidden) throws IOException {
    GraphBuilder graph = new GraphBuilder();
    int places = SentencePlace.FEATURES;
    String sentences = graph.input(SalienceGraph.SENTENCES, Element.FLOAT, -1, hidden);
    String known = graph.input(SalienceGraph.PLACES, Element.FLOAT, -1, places);
    FloatProducts products = new FloatProducts();
    String mean = graph.node("ReduceMean", List.of(sentences, graph.integers(0)));
    String whole = graph.node("Expand", List.of(mean, graph.node("Shape", List.of(sentences))));
    String product = graph.node("Mul", List.of(sentences, whole));
    String read = graph.node("Concat", List.of(sentences, whole, product), attribute("axis", 1));
    int inner = SalienceHead.INNER;
    String words =
        products.linear(
            graph, read, LinearMap.read(weights, "heads.salience.inner", 3 * hidden, inner));
    String place =
        products.linear(
            graph, known, LinearMap.read(weights, "heads.salience.place", places, inner));
    String wide = graph.node("Gelu", List.of(graph.node("Add", List.of(words, place))));
    String out =
        products.linear(graph, wide, LinearMap.read(weights, "heads.salience.output", inner, 1));
    graph.output(SalienceGraph.SALIENCE, flat(graph, out), Element.FLOAT, -1);
    return graph.build("qklm-salience", Map.of()).toByteArray();
  }

  /**
   * The ONNX file of the answer head; see {@link AnswerGraph} for its ends.
   *
   * @param hidden components of a state
   * @param dimension components of a relation's vector
   * @throws IOException if a weight is missing or has another shape
   */
  public static byte[] answer(WeightSource weights, int hidden, int dimension) throws IOException {
    GraphBuilder graph = new GraphBuilder();
    String states = graph.input(AnswerGraph.STATES, Element.FLOAT, -1, hidden);
    String relations = graph.input(AnswerGraph.RELATIONS, Element.FLOAT, -1, dimension);
    String backwards = graph.input(AnswerGraph.BACKWARDS, Element.FLOAT, -1, 1);
    String first = graph.node("Gather", List.of(states, graph.integers(0)));
    String mean = graph.node("ReduceMean", List.of(states, graph.integers(0)));
    String read = graph.node("Concat", List.of(first, mean), attribute("axis", 1));
    String query =
        new FloatProducts()
            .linear(
                graph, read, LinearMap.read(weights, "heads.answer.query", 2 * hidden, dimension));
    String reversed =
        graph.floats(
            "heads.answer.reversed",
            weights.read("heads.answer.reversed", 1, dimension).values(),
            1,
            dimension);
    String asked =
        graph.node("Add", List.of(relations, graph.node("Mul", List.of(backwards, reversed))));
    String logits = graph.node("MatMul", List.of(asked, graph.node("Transpose", List.of(query))));
    graph.output(AnswerGraph.ASKED, flat(graph, logits), Element.FLOAT, -1);
    return graph.build("qklm-answer", Map.of()).toByteArray();
  }

  private static String flat(GraphBuilder graph, String column) {
    return graph.node("Reshape", List.of(column, graph.integers(-1)));
  }
}
