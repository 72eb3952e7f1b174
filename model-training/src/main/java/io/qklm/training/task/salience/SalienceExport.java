package io.qklm.training.task.salience;

import static io.qklm.training.export.GraphBuilder.attribute;

import io.qklm.model.onnx.SalienceGraph;
import io.qklm.model.summary.SentenceFeature;
import io.qklm.training.export.FloatProducts;
import io.qklm.training.export.GraphBuilder;
import io.qklm.training.export.GraphBuilder.Element;
import io.qklm.training.export.LinearMap;
import io.qklm.training.export.WeightSource;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The salience head as a graph of its own, since a summary is of a whole text. Its few numbers stay
 * 32-bit floats.
 */
final class SalienceExport {

  private SalienceExport() {}

  /**
   * The ONNX file; see {@link SalienceGraph} for its ends.
   *
   * @param hidden components of a state
   * @throws IOException if a weight is missing or has another shape
   */
  static byte[] graph(WeightSource weights, int hidden) throws IOException {
    GraphBuilder graph = new GraphBuilder();
    int places = SentenceFeature.count();
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
    graph.output(SalienceGraph.SALIENCE, graph.flat(out), Element.FLOAT, -1);
    return graph.build("qklm-salience", Map.of()).toByteArray();
  }
}
