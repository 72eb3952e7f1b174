package io.qklm.training.export;

/** How a graph multiplies by a learned matrix. */
sealed interface Products permits FloatProducts, Int8Products, WatchedProducts {

  /**
   * {@code x W^T + b}.
   *
   * @param x value {@code [..., inputs]}
   * @return value {@code [..., outputs]}
   */
  String linear(GraphBuilder graph, String x, LinearMap map);
}
