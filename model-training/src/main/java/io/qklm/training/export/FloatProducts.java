package io.qklm.training.export;

import java.util.List;

/** Products in 32-bit floats. */
public record FloatProducts() implements Products {

  @Override
  public String linear(GraphBuilder graph, String x, LinearMap map) {
    String weight =
        graph.floats(map.name() + ".weight", map.transposed(), map.inputs(), map.outputs());
    String bias = graph.floats(map.name() + ".bias", map.bias(), map.outputs());
    return graph.node("Add", List.of(graph.node("MatMul", List.of(x, weight)), bias));
  }
}
