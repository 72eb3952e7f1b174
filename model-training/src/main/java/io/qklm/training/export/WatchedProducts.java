package io.qklm.training.export;

import static io.qklm.training.export.GraphBuilder.attribute;

import io.qklm.training.export.GraphBuilder.Element;
import java.util.List;

/**
 * Products in 32-bit floats that tell what they read: for every map that {@link Int8Products} would
 * round, one more output of the graph has the largest magnitude of each of its inputs.
 */
record WatchedProducts() implements Products {

  /** Begins the outputs' names; the map's follows. */
  static final String PREFIX = "range/";

  @Override
  public String linear(GraphBuilder graph, String x, LinearMap map) {
    if (Int8Products.rounds(map)) {
      String magnitude = graph.node("Abs", List.of(x));
      String largest =
          graph.node("ReduceMax", List.of(magnitude, graph.integers(0)), attribute("keepdims", 0));
      graph.output(PREFIX + map.name(), largest, Element.FLOAT, map.inputs());
    }
    return new FloatProducts().linear(graph, x, map);
  }
}
