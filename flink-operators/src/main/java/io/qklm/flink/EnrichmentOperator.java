package io.qklm.flink;

import io.qklm.flink.metrics.QklmMetric;
import io.qklm.flink.metrics.Readiness;
import java.util.Optional;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Enriches documents with one epoch, off the task's thread, and emits the results in the order of
 * the input.
 *
 * <p>It keeps no state. All that it holds is emitted before a checkpoint's barrier passes and
 * before the input ends, so a checkpoint never has a document in between; how long that takes is
 * bounded by {@link QklmSettings#maxInFlight()}. Watermarks keep their place among the records.
 * While full, it runs the task's mails (results among them) and takes no input, which is what Flink
 * sees as back-pressure.
 */
final class EnrichmentOperator<IN, OUT> extends AbstractStreamOperator<OUT>
    implements OneInputStreamOperator<IN, OUT>, BoundedOneInput {

  private static final long serialVersionUID = 1L;

  private final QklmSettings settings;
  private final EnrichmentBinding<IN, OUT> binding;
  private final @Nullable OutputTag<OUT> rejectedTag;
  private final EngineSource engines;
  private final transient MailboxExecutor mailbox;

  private transient @Nullable DocumentQueue<IN, OUT> queue;
  private transient @Nullable EngineLease engine;
  private transient @Nullable Readiness readiness;
  private transient @Nullable TypeSerializer<IN> copier;

  EnrichmentOperator(
      StreamOperatorParameters<OUT> parameters,
      QklmSettings settings,
      EnrichmentBinding<IN, OUT> binding,
      @Nullable OutputTag<OUT> rejectedTag,
      EngineSource engines) {
    super(parameters);
    this.settings = settings;
    this.binding = binding;
    this.rejectedTag = rejectedTag;
    this.engines = engines;
    this.mailbox = parameters.getMailboxExecutor();
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (getExecutionConfig().isObjectReuseEnabled()) {
      // Records are kept for a while, and with object reuse their sender may overwrite them.
      copier = getOperatorConfig().getTypeSerializerIn(0, getUserCodeClassloader());
    }
    Readiness ready = Readiness.register(QklmMetric.group(getMetricGroup()));
    readiness = ready;
    EngineLease lease = engines.leaseOrEnd(settings);
    engine = lease;
    Turn always = new Turn.Start(lease::enrich, Optional.empty());
    queue =
        new DocumentQueue<>(
            settings,
            0,
            binding,
            rejectedTag,
            output,
            mailbox,
            made ->
                new EnrichmentMetrics(
                    getMetricGroup(),
                    new EnrichmentMetrics.Gauges(
                        made::inFlight, made::charactersInFlight, lease::epoch, lease::load)),
            (timestamp, patience) -> always);
    ready.opened(() -> true);
  }

  @Override
  public void processElement(StreamRecord<IN> element) throws Exception {
    IN value = copier == null ? element.getValue() : copier.copy(element.getValue());
    queue().add(value, element.hasTimestamp() ? element.getTimestamp() : Long.MIN_VALUE);
  }

  @Override
  public void processWatermark(Watermark mark) {
    queue().add(() -> super.processWatermark(mark));
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    queue().add(() -> super.processWatermarkStatus(status));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    queue().flush();
  }

  @Override
  public void endInput() throws Exception {
    queue().flush();
  }

  @Override
  public void close() throws Exception {
    if (readiness != null) {
      readiness.closed();
    }
    if (queue != null) {
      queue.close();
    }
    EngineLease lease = engine;
    engine = null;
    if (lease != null) {
      lease.close();
    }
    super.close();
  }

  private DocumentQueue<IN, OUT> queue() {
    if (queue == null) {
      throw new IllegalStateException("the operator is not open");
    }
    return queue;
  }

  EnrichmentMetrics counts() {
    return queue().counts();
  }
}
