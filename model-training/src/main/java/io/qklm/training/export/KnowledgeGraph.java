package io.qklm.training.export;

import static io.qklm.training.export.GraphBuilder.attribute;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.qklm.model.onnx.NetworkGraph;
import io.qklm.training.model.KnowledgeNetwork;
import java.io.IOException;
import java.util.List;

/**
 * The knowledge's part of the graph: mentions of one window, their candidates, the injection and
 * the link head. Every value has {@code M} in front, which may be 0.
 */
final class KnowledgeGraph {

  private static final float NEVER = -1e9f;

  private final GraphBuilder graph;
  private final WeightSource weights;
  private final Products products;
  private final int hidden;
  private final KnowledgeNetwork.Knowledge knowledge;

  /** {@code [M, T]}: the share of each token in its mention's mean. */
  private final String means;

  /** {@code [T, M]}: 1 where a token stands in a mention. */
  private final String members;

  /** {@code [T, M]}: 1 where a token begins a mention. */
  private final String begins;

  /** {@code [T, M]}: 1 where a token is a mention's last. */
  private final String ends;

  /** {@code [M, C, dimension]}. */
  private final String vectors;

  /** {@code [M, C]}: 0, or {@value #NEVER} where there is no candidate. */
  private final String bias;

  KnowledgeGraph(
      GraphBuilder graph,
      WeightSource weights,
      Products products,
      int hidden,
      KnowledgeNetwork.Knowledge knowledge,
      String tokens) {
    this.graph = graph;
    this.weights = weights;
    this.products = products;
    this.hidden = hidden;
    this.knowledge = knowledge;
    String columns =
        graph.node(
            "Range",
            List.of(
                graph.integer("zero", 0),
                graph.node("Squeeze", List.of(tokens)),
                graph.integer("one", 1)));
    String starts = graph.node("Unsqueeze", List.of(NetworkGraph.STARTS, graph.integers(1)));
    String after = graph.node("Unsqueeze", List.of(NetworkGraph.ENDS, graph.integers(1)));
    String inside =
        graph.node(
            "And",
            List.of(
                graph.node("GreaterOrEqual", List.of(columns, starts)),
                graph.node("Less", List.of(columns, after))));
    String member = toFloat(inside);
    this.means =
        graph.node("Div", List.of(member, toFloat(graph.node("Sub", List.of(after, starts)))));
    this.members = graph.node("Transpose", List.of(member));
    String last = graph.node("Sub", List.of(after, graph.integers(1)));
    this.begins = ofTokens(graph.node("Equal", List.of(columns, starts)));
    this.ends = ofTokens(graph.node("Equal", List.of(columns, last)));
    String there = graph.node("GreaterOrEqual", List.of(NetworkGraph.PLACES, graph.integers(0)));
    String rows = graph.node("Max", List.of(NetworkGraph.PLACES, graph.integers(0)));
    this.vectors = graph.node("Gather", List.of(NetworkGraph.VECTORS, rows));
    this.bias =
        graph.node(
            "Where",
            List.of(
                there,
                graph.floats("candidate", new float[] {0}, 1),
                graph.floats("no.candidate", new float[] {NEVER}, 1)));
  }

  private String toFloat(String value) {
    return graph.node("Cast", List.of(value), attribute("to", TensorProto.DataType.FLOAT_VALUE));
  }

  /** {@code [M, T]} of truth to {@code [T, M]} of numbers. */
  private String ofTokens(String value) {
    return graph.node("Transpose", List.of(toFloat(value)));
  }

  /** States that know, {@code [T, hidden]}. */
  String inject(String states) throws IOException {
    String context = graph.node("MatMul", List.of(means, states));
    Scorer scorer = new Scorer("injection", hidden);
    String share = graph.node("Softmax", List.of(scorer.logits(context)), attribute("axis", -1));
    String known = graph.node("Unsqueeze", List.of(slice(share, 0, -1), graph.integers(1)));
    String nil = graph.node("Mul", List.of(slice(share, -1, Integer.MAX_VALUE), scorer.nilVector));
    String vector = graph.node("Add", List.of(mixed(known, vectors), nil));
    String features = mixed(known, NetworkGraph.FEATURES);
    String meaning =
        graph.node(
            "Add",
            List.of(
                linear(vector, "injection.value", knowledge.dimension(), hidden),
                linear(features, "injection.value.features", knowledge.features(), hidden)));
    String gate =
        graph.node(
            "Sigmoid",
            List.of(
                graph.node(
                    "Add",
                    List.of(
                        linear(states, "injection.gate.state", hidden, 1),
                        spread(members, linear(meaning, "injection.gate.knowledge", hidden, 1))))));
    String all = spread(members, linear(meaning, "injection.output", hidden, hidden));
    String first = spread(begins, linear(meaning, "injection.begin", hidden, hidden));
    String last = spread(ends, linear(meaning, "injection.end", hidden, hidden));
    String update = graph.node("Add", List.of(graph.node("Add", List.of(all, first)), last));
    return graph.node("Add", List.of(states, graph.node("Mul", List.of(update, gate))));
  }

  /** Logits of every candidate, then NIL, {@code [M, C + 1]}, from the final states. */
  String link(String states) throws IOException {
    String own = graph.node("MatMul", List.of(means, states));
    String first = graph.node("Gather", List.of(states, graph.integers(0)));
    String text = graph.node("Expand", List.of(first, graph.node("Shape", List.of(own))));
    String context = graph.node("Concat", List.of(own, text), attribute("axis", 1));
    return new Scorer("heads.link", 2 * hidden).logits(context);
  }

  /** {@code [M, 1, C]} by {@code [M, C, width]} to {@code [M, width]}. */
  private String mixed(String shares, String values) {
    return graph.node(
        "Squeeze", List.of(graph.node("MatMul", List.of(shares, values)), graph.integers(1)));
  }

  private String slice(String values, long from, long to) {
    return graph.node(
        "Slice", List.of(values, graph.integers(from), graph.integers(to), graph.integers(1)));
  }

  /** For each token the sum over the mentions that {@code tokens [T, M]} gives it. */
  private String spread(String tokens, String ofMentions) {
    return graph.node("MatMul", List.of(tokens, ofMentions));
  }

  private String linear(String x, String name, int inputs, int outputs) throws IOException {
    return products.linear(graph, x, LinearMap.read(weights, name, inputs, outputs));
  }

  /** How well candidates fit, as {@code CandidateScorer} says it. */
  private final class Scorer {

    private final String name;
    private final int inputs;
    private final String nilVector;

    Scorer(String name, int inputs) throws IOException {
      this.name = name;
      this.inputs = inputs;
      int dimension = knowledge.dimension();
      this.nilVector =
          graph.floats(
              name + ".nil.vector",
              weights.read(name + ".nil.vector", 1, dimension).values(),
              1,
              dimension);
    }

    String logits(String context) throws IOException {
      int count = knowledge.features();
      String query = linear(context, name + ".query", inputs, knowledge.dimension());
      LinearMap plain = LinearMap.read(weights, name + ".features", count, 1);
      String weight =
          graph.node(
              "Add",
              List.of(
                  linear(context, name + ".features.query", inputs, count),
                  graph.floats(name + ".features.weight", plain.weight(), 1, count)));
      String fit =
          graph.node(
              "Add", List.of(product(vectors, query), product(NetworkGraph.FEATURES, weight)));
      String constant = graph.floats(name + ".features.bias", plain.bias(), 1);
      String known = graph.node("Add", List.of(graph.node("Add", List.of(fit, constant)), bias));
      String fitOfNil =
          graph.node(
              "ReduceSum",
              List.of(graph.node("Mul", List.of(query, nilVector)), graph.integers(1)),
              attribute("keepdims", 1));
      String nilBias =
          graph.floats(name + ".nil.bias", weights.read(name + ".nil.bias", 1).values(), 1);
      String nil = graph.node("Add", List.of(fitOfNil, nilBias));
      return graph.node("Concat", List.of(known, nil), attribute("axis", 1));
    }

    /** {@code [M, C, width]} by {@code [M, width]} to {@code [M, C]}. */
    private String product(String values, String query) {
      String column = graph.node("Unsqueeze", List.of(query, graph.integers(2)));
      return graph.node(
          "Squeeze", List.of(graph.node("MatMul", List.of(values, column)), graph.integers(2)));
    }
  }
}
