package io.qklm.flink.sql;

import io.qklm.flink.QklmSettings;
import io.qklm.flink.engine.EngineLease;
import io.qklm.flink.engine.EngineSource;
import io.qklm.flink.engine.WorkerPlace;
import io.qklm.flink.metrics.QklmMetric;
import io.qklm.flink.metrics.Readiness;
import java.io.IOException;
import java.util.Collection;
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
  private final RowTask task;
  private final QklmSettings settings;
  private final RowType output;

  private transient @Nullable Work work;

  QklmPredictFunction(String owner, RowTask task, QklmSettings settings, RowType output) {
    this.owner = owner;
    this.task = task;
    this.settings = settings;
    this.output = output;
  }

  @Override
  public void open(FunctionContext context) throws Exception {
    EngineLease lease =
        EngineSource.ofProcess().leaseOrEnd(settings.engine(), WorkerPlace.ofProcess());
    if (task instanceof QuestionTask && !lease.answersQuestions()) {
      lease.close();
      throw new SuppressRestartsException(
          new IOException(owner + ": " + QklmModelProviderFactory.ANSWERS_NOTHING));
    }
    MetricGroup group = QklmMetric.group(context.getMetricGroup());
    Readiness.register(group).opened(() -> true);
    QklmMetric.EPOCH.gauge(group, lease::epoch);
    work =
        new Work(
            lease,
            task.bind(owner, output),
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
    return open.task
        .run(open.lease, row, open.documents.getCount())
        .thenApply(
            result -> {
              if (result.rejected()) {
                open.countRejected();
              }
              return result.rows();
            });
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

  private record Work(EngineLease lease, RowTask.Bound task, Counter documents, Counter rejected) {

    /** Called on the engine's threads, and Flink's counters are not made for several. */
    void countRejected() {
      synchronized (rejected) {
        rejected.inc();
      }
    }
  }
}
