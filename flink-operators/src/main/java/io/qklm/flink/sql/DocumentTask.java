package io.qklm.flink.sql;

import io.qklm.document.Enrichment;
import io.qklm.document.Outcome;
import io.qklm.flink.engine.EngineLease;
import io.qklm.flink.sql.column.Columns;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Enriches the row's text: the tasks summarize, annotate, enrich and describe. */
record DocumentTask(SqlTask task, InputColumns input) implements RowTask {

  @Override
  public Bound bind(String owner, RowType output) {
    Columns.Writer<Prediction> writer = PredictionColumns.of(task).bind(owner, output);
    return (lease, row, number) ->
        outcome(lease, row, number)
            .thenApply(
                found ->
                    new Result(
                        predictions(found).stream()
                            .map(prediction -> (RowData) writer.write(prediction))
                            .toList(),
                        !(found instanceof Enrichment)));
  }

  private CompletableFuture<Outcome> outcome(EngineLease lease, RowData row, long number) {
    InputColumns.Reading reading = input.read(row, number);
    return reading instanceof InputColumns.Reading.Accepted accepted
        ? lease.enrich(accepted.document(), () -> {})
        : CompletableFuture.completedFuture(((InputColumns.Reading.Rejected) reading).rejection());
  }

  private List<Prediction> predictions(Outcome outcome) {
    if (outcome instanceof Enrichment enrichment
        && (task == SqlTask.ANNOTATE || task == SqlTask.DESCRIBE)) {
      return (task == SqlTask.ANNOTATE ? enrichment.entities() : enrichment.described())
          .stream().map(entity -> new Prediction(outcome, Optional.of(entity))).toList();
    }
    return List.of(new Prediction(outcome, Optional.empty()));
  }
}
