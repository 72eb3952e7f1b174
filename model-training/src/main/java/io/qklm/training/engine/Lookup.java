package io.qklm.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;

/** A table of rows looked up by number. */
public final class Lookup {

  private final NDArray table;

  /** Registers {@code NAME.weight [rows, size]}. */
  public Lookup(Parameters parameters, String name, int rows, int size, Initializer initializer) {
    this.table = parameters.add(name + ".weight", new Shape(rows, size), initializer);
  }

  /** The table itself, {@code [rows, size]}. */
  public NDArray table() {
    return table;
  }

  /**
   * Rows by number.
   *
   * @param ids int64 of any shape
   * @return {@code [ids..., size]}
   */
  public NDArray rows(NDArray ids) {
    return rows(table, ids);
  }

  /** Rows of any {@code table [rows, size]}, with a gradient to it. */
  public static NDArray rows(NDArray table, NDArray ids) {
    return ai.djl.nn.core.Embedding.embedding(ids, table, SparseFormat.DENSE).singletonOrThrow();
  }
}
