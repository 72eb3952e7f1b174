package io.qklm.flink.sql;

import io.qklm.flink.engine.EngineLease;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** What a model does with a row. */
sealed interface RowTask extends Serializable permits DocumentTask, QuestionTask {

  /**
   * Ties it to the declared columns.
   *
   * @throws org.apache.flink.table.api.ValidationException if there is no such column
   */
  Bound bind(String owner, RowType output);

  /** A task with its columns. */
  @FunctionalInterface
  interface Bound {

    /**
     * Hands a row to the engine.
     *
     * @param number names the row where it has no id
     */
    CompletableFuture<Result> run(EngineLease lease, RowData row, long number);
  }

  /**
   * What became of a row.
   *
   * @param rejected whether the engine could not handle it
   */
  record Result(List<RowData> rows, boolean rejected) {

    public Result {
      rows = List.copyOf(rows);
    }
  }
}
