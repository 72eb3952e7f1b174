package io.qklm.training.export;

import static io.qklm.training.export.GraphBuilder.attribute;

import io.qklm.training.export.GraphBuilder.Element;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Products in 32-bit floats that tell what they read: for every map that {@link Int8Products} would
 * round, one more output of the graph, called as the map, has the largest magnitude of each of its
 * inputs.
 */
final class WatchedProducts implements Products {

  private final FloatProducts floats = new FloatProducts();
  private final Map<String, Integer> watched = new TreeMap<>();

  @Override
  public String linear(GraphBuilder graph, String x, LinearMap map) {
    if (Int8Products.rounds(map)) {
      String magnitude = graph.node("Abs", List.of(x));
      String largest =
          graph.node("ReduceMax", List.of(magnitude, graph.integers(0)), attribute("keepdims", 0));
      graph.output(map.name(), largest, Element.FLOAT, map.inputs());
      watched.put(map.name(), map.inputs());
    }
    return floats.linear(graph, x, map);
  }

  /** Inputs of each watched map, by its name. */
  Map<String, Integer> watched() {
    return Map.copyOf(watched);
  }
}
