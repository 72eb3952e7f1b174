package io.qklm.flink;

import io.qklm.flink.knowledge.EpochReports;
import io.qklm.flink.knowledge.EpochState;
import io.qklm.flink.knowledge.EpochStateSerializer;
import io.qklm.flink.knowledge.EpochStatus;
import io.qklm.flink.metrics.QklmMetric;
import io.qklm.flink.metrics.Readiness;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochMessageJson;
import io.qklm.kg.epoch.EpochTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.runtime.TupleSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Enriches documents, the first input, by epochs announced on the second, which every subtask gets
 * whole. Results leave in the order of the documents.
 *
 * <p>Before a checkpoint's barrier passes it emits all but the documents whose epoch is not known
 * yet; those are in its state, beside the timeline of epochs and the one in force. Watermarks are
 * the documents' alone.
 */
final class EpochEnrichmentOperator<IN, OUT> extends AbstractStreamOperator<OUT>
    implements TwoInputStreamOperator<IN, byte[], OUT>, BoundedMultiInput {

  private static final long serialVersionUID = 1L;

  private static final int DOCUMENTS = 1;

  private final QklmSettings settings;
  private final EpochSettings epochs;
  private final EnrichmentBinding<IN, OUT> binding;
  private final @Nullable OutputTag<OUT> rejectedTag;
  private final OutputTag<String> statusTag;
  private final EngineSource engines;
  private final transient MailboxExecutor mailbox;

  private transient @Nullable DocumentQueue<IN, OUT> queue;
  private transient @Nullable EpochTurns turns;
  private transient @Nullable EpochMetrics epochCounts;
  private transient @Nullable EngineLease engine;
  private transient @Nullable Readiness readiness;
  private transient @Nullable TypeSerializer<IN> copier;
  private transient @Nullable BroadcastState<Integer, EpochState> epochState;
  private transient @Nullable ListState<Tuple2<Long, IN>> heldState;
  private transient boolean documentsEnded;
  private transient boolean epochsEnded;

  EpochEnrichmentOperator(
      StreamOperatorParameters<OUT> parameters,
      QklmSettings settings,
      EpochSettings epochs,
      EnrichmentBinding<IN, OUT> binding,
      @Nullable OutputTag<OUT> rejectedTag,
      OutputTag<String> statusTag,
      EngineSource engines) {
    super(parameters);
    this.settings = settings;
    this.epochs = epochs;
    this.binding = binding;
    this.rejectedTag = rejectedTag;
    this.statusTag = statusTag;
    this.engines = engines;
    this.mailbox = parameters.getMailboxExecutor();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    epochState =
        context
            .getOperatorStateStore()
            .getBroadcastState(
                new MapStateDescriptor<>(
                    "epochs", IntSerializer.INSTANCE, EpochStateSerializer.INSTANCE));
    heldState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("held documents", heldSerializer()));
  }

  @SuppressWarnings("unchecked") // Flink has no other way to name the class of a generic tuple
  private TypeSerializer<Tuple2<Long, IN>> heldSerializer() {
    TypeSerializer<IN> documents =
        getOperatorConfig().getTypeSerializerIn(0, getUserCodeClassloader());
    return new TupleSerializer<>(
        (Class<Tuple2<Long, IN>>) (Class<?>) Tuple2.class,
        new TypeSerializer<?>[] {LongSerializer.INSTANCE, documents});
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
    Optional<EpochState> restored = Optional.ofNullable(require(epochState).get(0));
    EpochMetrics metrics = new EpochMetrics(getMetricGroup());
    epochCounts = metrics;
    turns = turns(lease, restored, metrics);
    queue =
        new DocumentQueue<>(
            settings,
            epochs.maxHeld(),
            binding,
            rejectedTag,
            output,
            mailbox,
            made -> {
              metrics.held(made::held);
              return new EnrichmentMetrics(
                  getMetricGroup(),
                  new EnrichmentMetrics.Gauges(
                      made::inFlight, made::charactersInFlight, metrics::epoch, lease::load));
            },
            turns);
    for (Tuple2<Long, IN> held : require(heldState).get()) {
      require(queue).enqueue(held.f1, held.f0);
    }
    require(queue).announce();
    // A job that was given no knowledge has none until the first announced epoch is open; with
    // as-of, documents open theirs.
    boolean opensByDocument = epochs.mode() == KnowledgeMode.AS_OF;
    ready.opened(() -> opensByDocument || metrics.epoch() >= 0);
    if (epochs.mode() == KnowledgeMode.AS_OF) {
      watchPatience();
    }
  }

  private EpochTurns turns(EngineLease lease, Optional<EpochState> restored, EpochMetrics metrics) {
    EpochTimeline timeline =
        restored
            .map(state -> state.timeline(epochs.retained()))
            .orElseGet(() -> new EpochTimeline(epochs.retained()));
    EpochReports reports = new Reports(metrics);
    if (epochs.mode() == KnowledgeMode.AS_OF) {
      return new AsOfTurns(lease, timeline, epochs.maxOpen(), reports, this::mail);
    }
    boolean fixed = !settings.knowledge().isBlank();
    if (fixed) {
      metrics.serves(lease.epoch());
    }
    return new LatestTurns(
        lease, timeline, restored.flatMap(EpochState::inForce), fixed, reports, this::mail);
  }

  @Override
  public void processElement1(StreamRecord<IN> element) throws Exception {
    IN value = copier == null ? element.getValue() : copier.copy(element.getValue());
    require(queue).add(value, element.hasTimestamp() ? element.getTimestamp() : Long.MIN_VALUE);
  }

  @Override
  public void processElement2(StreamRecord<byte[]> element) throws Exception {
    String problem;
    try {
      problem = require(turns).add(EpochMessageJson.read(element.getValue())).orElse("");
    } catch (IllegalArgumentException e) {
      problem = String.valueOf(e.getMessage());
    }
    if (!problem.isEmpty()) {
      LOG.warn("a message about epochs is passed over: {}", problem);
      require(epochCounts).unreadable();
      // Every subtask reads it; one tells.
      if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
        report("unreadable", Optional.empty(), Optional.of(problem));
      }
    }
    require(queue).advance();
  }

  @Override
  public void processWatermark1(Watermark mark) {
    require(queue).add(() -> super.processWatermark(mark));
  }

  @Override
  public void processWatermark2(Watermark mark) {}

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    require(queue).flush();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    require(epochState).put(0, require(turns).state());
    List<Tuple2<Long, IN>> held = new ArrayList<>();
    for (DocumentQueue.Held<IN> one : require(queue).remaining()) {
      held.add(Tuple2.of(one.timestamp(), one.value()));
    }
    require(heldState).update(held);
  }

  @Override
  public void endInput(int input) throws Exception {
    if (input == DOCUMENTS) {
      documentsEnded = true;
    } else {
      epochsEnded = true;
      require(queue).endNews();
    }
    if (documentsEnded && epochsEnded) {
      require(queue).drain();
    } else {
      require(queue).flush();
    }
  }

  @Override
  public void close() throws Exception {
    if (readiness != null) {
      readiness.closed();
    }
    if (queue != null) {
      queue.close();
    }
    if (turns != null) {
      turns.close();
    }
    EngineLease lease = engine;
    engine = null;
    if (lease != null) {
      lease.close();
    }
    super.close();
  }

  /** Looks, four times in the longest wait, for documents that waited too long. */
  private void watchPatience() {
    long pause = Math.max(1, epochs.maxWait().toMillis() / 4);
    var unused =
        getProcessingTimeService()
            .registerTimer(
                getProcessingTimeService().getCurrentProcessingTime() + pause,
                time -> {
                  require(queue).endPatience(System.nanoTime() - epochs.maxWait().toNanos());
                  require(queue).advance();
                  watchPatience();
                });
  }

  private void mail(Runnable action) {
    try {
      mailbox.execute(
          () -> {
            action.run();
            if (queue != null) {
              queue.advance();
            }
          },
          "follow an epoch");
    } catch (RejectedExecutionException e) {
      // The task ended; its close gives back what this would have taken.
      LOG.debug("an epoch came after the task had ended", e);
    }
  }

  private void report(String type, Optional<EpochAnnouncement> epoch, Optional<String> reason) {
    long serving = require(epochCounts).epoch();
    output.collect(
        statusTag,
        new StreamRecord<>(
            new EpochStatus(
                    type,
                    epoch,
                    reason,
                    serving < 0 ? OptionalLong.empty() : OptionalLong.of(serving),
                    Instant.now())
                .toJson()));
  }

  private static <T> T require(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the operator is not open");
    }
    return part;
  }

  EnrichmentMetrics counts() {
    return require(queue).counts();
  }

  boolean isReady() {
    return require(readiness).isReady();
  }

  EpochMetrics epochCounts() {
    return require(epochCounts);
  }

  private final class Reports implements EpochReports {
    private final EpochMetrics metrics;

    Reports(EpochMetrics metrics) {
      this.metrics = metrics;
    }

    @Override
    public void serves(EpochAnnouncement epoch, long nanos) {
      metrics.serves(epoch, Duration.ofNanos(nanos));
    }

    @Override
    public void refused(EpochAnnouncement epoch, String reason) {
      metrics.refused();
      report("refused", Optional.of(epoch), Optional.of(reason));
    }

    @Override
    public void recovered(EpochAnnouncement epoch) {
      report("recovered", Optional.of(epoch), Optional.empty());
    }
  }
}
