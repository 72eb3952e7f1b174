package io.qklm.training.export;

import static io.qklm.training.export.GraphBuilder.attribute;

import io.qklm.model.encoding.Capitals;
import io.qklm.model.onnx.NetworkGraph;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.onnx.Weight;
import java.io.IOException;
import java.util.List;

/** The encoder's part of the graph, one window: states are {@code [T, hidden]}. */
final class EncoderGraph {

  private static final float NORM_EPSILON = 1e-12f;

  private final GraphBuilder graph;
  private final WeightSource weights;
  private final Products products;
  private final EncoderShape shape;

  EncoderGraph(GraphBuilder graph, WeightSource weights, Products products, EncoderShape shape) {
    this.graph = graph;
    this.weights = weights;
    this.products = products;
    this.shape = shape;
  }

  /**
   * Words, places and capitals, summed and normalised.
   *
   * @param tokens value {@code [1]}, {@code T}
   * @param windowTokens longest window; the places of later tokens are left out
   */
  String embeddings(String tokens, int windowTokens) throws IOException {
    int hidden = shape.hidden();
    Weight positions =
        weights.read("embeddings.position_embeddings.weight", shape.positions(), hidden);
    Weight segments = weights.read("embeddings.token_type_embeddings.weight", 2, hidden);
    float[] table = new float[windowTokens * hidden];
    for (int i = 0; i < table.length; i++) {
      table[i] = positions.values()[i] + segments.values()[i % hidden];
    }
    String places = graph.floats("embeddings.places", table, windowTokens, hidden);
    int kinds = Capitals.values().length;
    String capitals =
        graph.floats(
            "embeddings.capitals",
            weights.read("embeddings.capitals_embeddings.weight", kinds, hidden).values(),
            kinds,
            hidden);
    String here =
        graph.node("Slice", List.of(places, graph.integers(0), tokens, graph.integers(0)));
    String written = graph.node("Gather", List.of(capitals, NetworkGraph.CAPITALS));
    String sum = graph.node("Add", List.of(NetworkGraph.WORDS, written));
    return norm("embeddings.LayerNorm", graph.node("Add", List.of(sum, here)));
  }

  /** The layers from {@code from} to before {@code to} over {@code states}. */
  String layers(String states, int from, int to) throws IOException {
    String x = states;
    for (int number = from; number < to; number++) {
      String name = "encoder.layer." + number;
      x = feedForward(name, attention(name + ".attention", x));
    }
    return x;
  }

  private String attention(String name, String x) throws IOException {
    int hidden = shape.hidden();
    int width = hidden / shape.heads();
    LinearMap joined =
        LinearMap.beside(
            name + ".self",
            List.of(
                // The products' scale is part of the queries.
                LinearMap.read(weights, name + ".self.query", hidden, hidden)
                    .times((float) (1 / Math.sqrt(width))),
                LinearMap.read(weights, name + ".self.key", hidden, hidden),
                LinearMap.read(weights, name + ".self.value", hidden, hidden)));
    List<String> parts =
        graph.nodes(
            "Split",
            List.of(products.linear(graph, x, joined), graph.integers(hidden, hidden, hidden)),
            3,
            attribute("axis", 1));
    String q = split(parts.get(0), width, List.of(1L, 0L, 2L));
    String k = split(parts.get(1), width, List.of(1L, 2L, 0L));
    String v = split(parts.get(2), width, List.of(1L, 0L, 2L));
    String weight =
        graph.node("Softmax", List.of(graph.node("MatMul", List.of(q, k))), attribute("axis", -1));
    String read = graph.node("MatMul", List.of(weight, v));
    String flat =
        graph.node(
            "Reshape",
            List.of(
                graph.node("Transpose", List.of(read), attribute("perm", List.of(1L, 0L, 2L))),
                graph.integers(-1, hidden)));
    String out =
        products.linear(
            graph, flat, LinearMap.read(weights, name + ".output.dense", hidden, hidden));
    return norm(name + ".output.LayerNorm", graph.node("Add", List.of(x, out)));
  }

  /** {@code [T, hidden]} to heads of {@code width}, in the order of {@code axes}. */
  private String split(String x, int width, List<Long> axes) {
    String heads = graph.node("Reshape", List.of(x, graph.integers(-1, shape.heads(), width)));
    return graph.node("Transpose", List.of(heads), attribute("perm", axes));
  }

  private String feedForward(String name, String x) throws IOException {
    int hidden = shape.hidden();
    int inner = shape.feedForward();
    String wide =
        graph.node(
            "Gelu",
            List.of(
                products.linear(
                    graph,
                    x,
                    LinearMap.read(weights, name + ".intermediate.dense", hidden, inner))));
    String out =
        products.linear(
            graph, wide, LinearMap.read(weights, name + ".output.dense", inner, hidden));
    return norm(name + ".output.LayerNorm", graph.node("Add", List.of(x, out)));
  }

  private String norm(String name, String x) throws IOException {
    int hidden = shape.hidden();
    String weight = graph.floats(name + ".weight", read(name + ".weight"), hidden);
    String bias = graph.floats(name + ".bias", read(name + ".bias"), hidden);
    return graph.node(
        "LayerNormalization",
        List.of(x, weight, bias),
        attribute("axis", -1),
        attribute("epsilon", NORM_EPSILON));
  }

  private float[] read(String name) throws IOException {
    return weights.read(name, shape.hidden()).values();
  }
}
