package io.qklm.training.export;

/** Where a graph in bytes keeps its weights. */
interface KeptWeights {

  /** In the graph. */
  KeptWeights INSIDE = (graph, map, even) -> new InsideWeights(graph, map);

  /** Begins with the weights of {@code map}, whose input is made even as {@code even} says. */
  Keeper of(GraphBuilder graph, LinearMap map, EvenInput even);

  /** Keeps the weights of one map. */
  interface Keeper {

    /** {@code [inputs, outputs]}. */
    String codes(byte[] codes);

    /** {@code [outputs]}. */
    String scales(float[] scales);

    /** {@code [apart, outputs]}. */
    String apart(float[] weights);
  }

  /** In the graph, under the map's name. */
  record InsideWeights(GraphBuilder graph, LinearMap map) implements Keeper {

    @Override
    public String codes(byte[] codes) {
      return graph.bytes(map.name() + ".weight", codes, map.inputs(), map.outputs());
    }

    @Override
    public String scales(float[] scales) {
      return graph.floats(map.name() + ".weight.scale", scales, map.outputs());
    }

    @Override
    public String apart(float[] weights) {
      return graph.floats(
          map.name() + ".weight.apart", weights, weights.length / map.outputs(), map.outputs());
    }
  }
}
