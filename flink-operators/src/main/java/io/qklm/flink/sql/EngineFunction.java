package io.qklm.flink.sql;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Outcome;
import io.qklm.document.Rejection;
import io.qklm.flink.QklmSettings;
import io.qklm.flink.engine.EngineLease;
import io.qklm.flink.engine.EngineSource;
import io.qklm.flink.engine.WorkerPlace;
import io.qklm.flink.metrics.QklmMetric;
import io.qklm.flink.metrics.Readiness;
import java.util.Optional;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.StaticArgument;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.inference.TypeStrategies;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A function of a text that asks the engine of this process. The subtask waits for the answer; of a
 * null or blank text, and of one that the engine rejects, the result is null. The knowledge does
 * not change while a job runs, so results do not either.
 */
public abstract class EngineFunction extends ScalarFunction {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(EngineFunction.class);

  private final QklmSettings settings;
  private final DataType result;
  private transient @Nullable Work work;

  EngineFunction(QklmSettings settings, DataType result) {
    this.settings = settings;
    this.result = result;
  }

  @Override
  public TypeInference getTypeInference(DataTypeFactory types) {
    return of("text", result);
  }

  /** One text in, of this name, and out what is given. */
  static TypeInference of(String argument, DataType result) {
    return TypeInference.newBuilder()
        .staticArguments(StaticArgument.scalar(argument, DataTypes.STRING(), false))
        .outputTypeStrategy(TypeStrategies.explicit(result))
        .build();
  }

  /** The planner's machine need not have the knowledge. */
  @Override
  public boolean supportsConstantFolding() {
    return false;
  }

  @Override
  public void open(FunctionContext context) throws Exception {
    EngineLease lease =
        EngineSource.ofProcess().leaseOrEnd(settings.engine(), WorkerPlace.ofProcess());
    MetricGroup group = QklmMetric.group(context.getMetricGroup());
    Readiness.register(group).opened(() -> true);
    QklmMetric.EPOCH.gauge(group, lease::epoch);
    work = new Work(lease, QklmMetric.DOCUMENTS.counter(group), QklmMetric.REJECTED.counter(group));
  }

  /** The engine, open until {@link #close}. */
  final EngineLease engine() {
    return work().lease;
  }

  private Work work() {
    Work open = work;
    if (open == null) {
      throw new IllegalStateException("a QKLM function was called before it was opened");
    }
    return open;
  }

  /** What the engine says of a text; empty if there is nothing to say. */
  final Optional<Enrichment> enrich(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    Work open = work();
    open.documents.inc();
    Outcome outcome =
        open.lease.enrich(Document.of("row " + open.documents.getCount(), text), () -> {}).join();
    if (outcome instanceof Rejection rejection) {
      open.rejected.inc();
      LOG.warn("{} could not be enriched: {}", rejection.documentId(), rejection.message());
      return Optional.empty();
    }
    return Optional.of((Enrichment) outcome);
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

  private record Work(EngineLease lease, Counter documents, Counter rejected) {}
}
