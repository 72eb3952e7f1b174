package io.qklm.training.export;

import io.qklm.model.annotate.MentionLabel;
import io.qklm.model.onnx.NetworkGraph;
import io.qklm.training.export.GraphBuilder.Element;
import io.qklm.training.model.EncoderShape;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The trained network as one ONNX graph for one window; see {@link NetworkGraph} for its ends. */
public final class NetworkExport {

  /** Numbers of the products. */
  public enum Numbers {
    FLOAT32,
    INT8;

    private Products products() {
      return switch (this) {
        case FLOAT32 -> new FloatProducts();
        case INT8 -> new Int8Products(127, ActivationRanges.NONE);
      };
    }
  }

  private NetworkExport() {}

  /** Sizes of the graph's inputs and outputs. */
  public static NetworkGraph.Sizes sizes(NetworkShape shape) {
    return new NetworkGraph.Sizes(
        shape.encoder().hidden(),
        shape.knowledge().dimension(),
        shape.knowledge().features(),
        MentionLabel.values().length);
  }

  /**
   * The ONNX file.
   *
   * @throws IOException if a weight is missing or has another shape
   */
  public static byte[] export(WeightSource weights, NetworkShape shape, Numbers numbers)
      throws IOException {
    return export(weights, shape, numbers.products());
  }

  /**
   * The ONNX file in int8, made for inputs as large as {@code ranges}.
   *
   * @throws IOException if a weight is missing or has another shape
   */
  public static byte[] int8(WeightSource weights, NetworkShape shape, ActivationRanges ranges)
      throws IOException {
    return export(weights, shape, new Int8Products(127, ranges));
  }

  static byte[] export(WeightSource weights, NetworkShape shape, Products products)
      throws IOException {
    NetworkGraph.Sizes sizes = sizes(shape);
    GraphBuilder graph = new GraphBuilder();
    graph.input(NetworkGraph.WORDS, Element.FLOAT, -1, sizes.hidden());
    graph.input(NetworkGraph.CAPITALS, Element.INT64, -1);
    graph.input(NetworkGraph.STARTS, Element.INT64, -1);
    graph.input(NetworkGraph.ENDS, Element.INT64, -1);
    graph.input(NetworkGraph.VECTORS, Element.FLOAT, -1, sizes.dimension());
    graph.input(NetworkGraph.PLACES, Element.INT64, -1, -1);
    graph.input(NetworkGraph.FEATURES, Element.FLOAT, -1, -1, sizes.features());
    EncoderShape encoder = shape.encoder();
    EncoderGraph layers = new EncoderGraph(graph, weights, products, encoder);
    String tokens = graph.node("Shape", List.of(NetworkGraph.CAPITALS));
    KnowledgeGraph mentions =
        new KnowledgeGraph(graph, weights, products, encoder.hidden(), shape.knowledge(), tokens);
    String lower =
        layers.layers(layers.embeddings(tokens, shape.windowTokens()), 0, encoder.injectAfter());
    String known = shape.knowledge().injects() ? mentions.inject(lower) : lower;
    String states = layers.layers(known, encoder.injectAfter(), encoder.layers());
    String labels =
        products.linear(
            graph,
            states,
            LinearMap.read(weights, "heads.tokens", encoder.hidden(), sizes.labels()));
    graph.output(NetworkGraph.LABELS, labels, Element.FLOAT, -1, sizes.labels());
    graph.output(NetworkGraph.LINKS, mentions.link(states), Element.FLOAT, -1, -1);
    graph.output(NetworkGraph.STATES, states, Element.FLOAT, -1, sizes.hidden());
    return graph.build("qklm", Map.of()).toByteArray();
  }
}
