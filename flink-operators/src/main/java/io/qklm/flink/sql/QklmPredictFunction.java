package io.qklm.flink.sql;

import io.qklm.document.Enrichment;
import io.qklm.document.Outcome;
import io.qklm.flink.EngineLease;
import io.qklm.flink.QklmSettings;
import io.qklm.flink.SharedQklm;
import io.qklm.flink.metrics.QklmMetric;
import io.qklm.flink.metrics.Readiness;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.functions.AsyncPredictFunction;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Hands rows to the engine of this process and gives its outcomes back as rows. Flink calls it row
 * by row without waiting; the engine's threads work on as many rows at once as there are cores.
 */
public final class QklmPredictFunction extends AsyncPredictFunction {

  private static final long serialVersionUID = 1L;

  private final String owner;
  private final SqlTask task;
  private final QklmSettings settings;
  private final InputColumns input;
  private final RowType output;

  private transient @Nullable Work work;

  QklmPredictFunction(
      String owner, SqlTask task, QklmSettings settings, InputColumns input, RowType output) {
    this.owner = owner;
    this.task = task;
    this.settings = settings;
    this.input = input;
    this.output = output;
  }

  @Override
  public void open(FunctionContext context) throws Exception {
    EngineLease lease;
    try {
      lease = SharedQklm.lease(settings);
    } catch (IOException e) {
      // A folder that is missing or damaged stays so; starting over would only hide the message.
      throw new SuppressRestartsException(e);
    }
    MetricGroup group = QklmMetric.group(context.getMetricGroup());
    Readiness.register(group).opened(() -> true);
    QklmMetric.EPOCH.gauge(group, lease::epoch);
    work =
        new Work(
            lease,
            PredictionColumns.of(task).bind(owner, output),
            QklmMetric.DOCUMENTS.counter(group),
            QklmMetric.REJECTED.counter(group));
  }

  @Override
  public CompletableFuture<Collection<RowData>> asyncPredict(RowData row) {
    Work open = work;
    if (open == null) {
      throw new IllegalStateException(owner + " was called before it was opened");
    }
    open.documents.inc();
    InputColumns.Reading reading = input.read(row, open.documents.getCount());
    CompletableFuture<Outcome> outcome =
        reading instanceof InputColumns.Reading.Accepted accepted
            ? open.lease.enrich(accepted.document(), () -> {})
            : CompletableFuture.completedFuture(
                ((InputColumns.Reading.Rejected) reading).rejection());
    return outcome.thenApply(
        result -> {
          if (!(result instanceof Enrichment)) {
            open.countRejected();
          }
          return predictions(result).stream()
              .map(prediction -> (RowData) open.writer.write(prediction))
              .toList();
        });
  }

  private List<Prediction> predictions(Outcome outcome) {
    if (task == SqlTask.ANNOTATE && outcome instanceof Enrichment enrichment) {
      return enrichment.entities().stream()
          .map(entity -> new Prediction(outcome, Optional.of(entity)))
          .toList();
    }
    return List.of(new Prediction(outcome, Optional.empty()));
  }

  @Override
  public void close() throws Exception {
    Work open = work;
    work = null;
    if (open != null) {
      open.lease.close();
    }
    super.close();
  }

  private record Work(
      EngineLease lease, Columns.Writer<Prediction> writer, Counter documents, Counter rejected) {

    /** Called on the engine's threads, and Flink's counters are not made for several. */
    void countRejected() {
      synchronized (rejected) {
        rejected.inc();
      }
    }
  }
}
