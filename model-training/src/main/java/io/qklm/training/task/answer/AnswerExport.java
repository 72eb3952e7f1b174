package io.qklm.training.task.answer;

import static io.qklm.training.export.GraphBuilder.attribute;

import io.qklm.model.onnx.AnswerGraph;
import io.qklm.training.export.FloatProducts;
import io.qklm.training.export.GraphBuilder;
import io.qklm.training.export.GraphBuilder.Element;
import io.qklm.training.export.LinearMap;
import io.qklm.training.export.WeightSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The answer head as a graph of its own, since a question's relations are not known before its
 * candidates are. Its few numbers stay 32-bit floats.
 */
final class AnswerExport {

  private AnswerExport() {}

  /**
   * The ONNX file; see {@link AnswerGraph} for its ends.
   *
   * @param hidden components of a state
   * @param dimension components of a relation's vector
   * @throws IOException if a weight is missing or has another shape
   */
  static byte[] graph(WeightSource weights, int hidden, int dimension) throws IOException {
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
    graph.output(AnswerGraph.ASKED, graph.flat(logits), Element.FLOAT, -1);
    return graph.build("qklm-answer", Map.of()).toByteArray();
  }
}
