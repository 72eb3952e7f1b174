package io.qklm.flink.enrichment;

import io.qklm.document.Document;
import io.qklm.flink.engine.EngineLease;
import io.qklm.flink.engine.EngineSettings;
import io.qklm.flink.engine.EngineSource;
import io.qklm.flink.engine.WorkerPlace;
import io.qklm.flink.metrics.QklmMetric;
import io.qklm.flink.metrics.Readiness;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Flink's asynchronous operator calls: hands documents to this process's engine and makes
 * records of its outcomes. The gate has the epoch of each document open when it lets it pass, so
 * that only those of a restored checkpoint may have to wait for theirs.
 */
@Internal
public final class EnrichFunction<IN, OUT> extends RichAsyncFunction<Envelope<IN>, Envelope<OUT>>
    implements ResultTypeQueryable<Envelope<OUT>> {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(EnrichFunction.class);

  /**
   * How documents reach the engine.
   *
   * @param channelId names the enrichment in its process
   * @param byEpochs whether documents name announced epochs
   * @param ofTheirTime whether those are chosen by the documents' time
   */
  public record Way(
      String channelId,
      EngineSettings settings,
      EngineSource engines,
      boolean byEpochs,
      boolean ofTheirTime)
      implements Serializable {}

  private final Way way;
  private final Records<IN, OUT> records;
  private final TypeInformation<OUT> output;

  private transient @Nullable WorkerPlace worker;
  private transient ChainChannel.@Nullable Hold channel;
  private transient @Nullable InFlightRecords inFlight;
  private transient @Nullable EngineLease engine;
  private transient @Nullable EnrichmentMetrics counts;
  private transient @Nullable Readiness readiness;
  private transient @Nullable Map<ResultFuture<Envelope<OUT>>, PendingEnrichment<IN, OUT>> waiting;
  private transient @Nullable Set<PendingEnrichment<IN, OUT>> working;
  private transient byte @Nullable [] lastStampBytes;
  private transient @Nullable EpochStamp lastStamp;
  // Read by the engine's threads.
  private transient volatile boolean closed;

  public EnrichFunction(Way way, Records<IN, OUT> records, TypeInformation<OUT> output) {
    this.way = way;
    this.records = records;
    this.output = output;
  }

  @Override
  public TypeInformation<Envelope<OUT>> getProducedType() {
    return new EnvelopeType<>(output);
  }

  /** What an asynchronous function is given later no longer tells of its worker. */
  @Override
  public void setRuntimeContext(RuntimeContext context) {
    super.setRuntimeContext(context);
    if (context instanceof StreamingRuntimeContext streaming) {
      worker = WorkerPlace.of(streaming.getTaskManagerRuntimeInfo());
    }
  }

  @Override
  public void open(OpenContext context) throws Exception {
    MetricGroup group = getRuntimeContext().getMetricGroup();
    ChainChannel.Hold hold = ChainChannel.enter(way.channelId());
    channel = hold;
    InFlightRecords under = hold.inFlight(getRuntimeContext().getTaskInfo());
    under.begin();
    inFlight = under;
    waiting = new ConcurrentHashMap<>();
    working = ConcurrentHashMap.newKeySet();
    @Nullable Readiness ready = way.byEpochs() ? null : Readiness.register(QklmMetric.group(group));
    readiness = ready;
    WorkerPlace place = worker;
    EngineLease lease =
        way.engines().leaseOrEnd(way.settings(), place == null ? WorkerPlace.ofProcess() : place);
    engine = lease;
    if (!way.byEpochs()) {
      QklmMetric.EPOCH.gauge(QklmMetric.group(group), lease::epoch);
    }
    counts =
        new EnrichmentMetrics(
            group, new EnrichmentMetrics.Gauges(under::records, under::characters, lease::load));
    if (ready != null) {
      ready.opened(() -> true);
    }
  }

  @Override
  public void asyncInvoke(Envelope<IN> envelope, ResultFuture<Envelope<OUT>> result) {
    if (envelope.kind() != Envelope.Kind.RECORD) {
      result.complete(List.of(envelope.passedOn()));
      return;
    }
    IN value = envelope.value();
    Records.Content content = records.read(value);
    if (content.document().isPresent()) {
      Document document = content.document().get();
      require(inFlight).entered(document.text().length());
      require(counts).documents.inc();
      PendingEnrichment<IN, OUT> pending =
          new PendingEnrichment<>(this, value, document, stamp(envelope.note()), result);
      require(working).add(pending);
      pending.begin();
    } else {
      require(inFlight).entered(0);
      result.complete(List.of(withoutDocument(value, content)));
    }
  }

  private Envelope<OUT> withoutDocument(IN value, Records.Content content) {
    if (content.rejection().isPresent()) {
      require(counts).rejected(content.rejection().get().cause());
      return Envelope.result(records.rejected(value, content.rejection().get()), true, 0);
    }
    require(counts).passed.inc();
    return Envelope.result(records.passed(value), false, 0);
  }

  /** Neighbours mostly have the same. */
  private EpochStamp stamp(byte[] bytes) {
    EpochStamp last = lastStamp;
    if (last == null || !Arrays.equals(bytes, lastStampBytes)) {
      last = EpochStamp.ofBytes(bytes);
      lastStamp = last;
      lastStampBytes = bytes;
    }
    return last;
  }

  /** The document waited as long as it may for its epoch to be opened. */
  @Override
  public void timeout(Envelope<IN> envelope, ResultFuture<Envelope<OUT>> result) {
    PendingEnrichment<IN, OUT> pending = require(waiting).get(result);
    if (pending != null) {
      pending.endPatience();
    }
  }

  @Override
  public void close() throws Exception {
    closed = true;
    if (readiness != null) {
      readiness.closed();
    }
    if (working != null) {
      working.forEach(PendingEnrichment::cancel);
    }
    EngineLease lease = engine;
    engine = null;
    if (lease != null) {
      lease.close();
    }
    if (channel != null) {
      channel.close();
    }
    super.close();
  }

  Way way() {
    return way;
  }

  EngineLease engine() {
    return require(engine);
  }

  EnrichmentMetrics counts() {
    return require(counts);
  }

  Records<IN, OUT> records() {
    return records;
  }

  /** A pending enrichment begins or ends to wait for its epoch. */
  void waits(
      PendingEnrichment<IN, OUT> pending, ResultFuture<Envelope<OUT>> result, boolean begins) {
    if (begins) {
      require(waiting).put(result, pending);
      require(inFlight).waits(1);
    } else if (require(waiting).remove(result) != null) {
      require(inFlight).waits(-1);
    }
  }

  /** On any thread: a pending enrichment is done; the record is made on the task's thread. */
  void done(
      PendingEnrichment<IN, OUT> pending,
      ResultFuture<Envelope<OUT>> result,
      Supplier<Collection<Envelope<OUT>>> outcome) {
    require(working).remove(pending);
    if (closed) {
      return;
    }
    try {
      result.complete(outcome::get);
    } catch (RejectedExecutionException e) {
      // The task ended between the check and the call; nobody waits for this result.
      LOG.debug("a result came after the task had ended", e);
    }
  }

  private static <T> T require(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the function is not open");
    }
    return part;
  }
}
