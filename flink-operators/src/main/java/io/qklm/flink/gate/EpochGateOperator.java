package io.qklm.flink.gate;

import io.qklm.flink.engine.EngineLease;
import io.qklm.flink.engine.EngineSettings;
import io.qklm.flink.engine.EngineSource;
import io.qklm.flink.engine.WorkerPlace;
import io.qklm.flink.enrichment.Envelope;
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
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.BoundedMultiInput;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Stamps documents, the first input, with epochs announced on the second, which every subtask gets
 * whole. In its state are the documents whose epoch is not known or open yet, the timeline of
 * epochs, and the one in force. Watermarks and idleness are the documents' alone.
 */
final class EpochGateOperator<IN> extends GateOperator<IN>
    implements TwoInputStreamOperator<IN, byte[], Envelope<IN>>, BoundedMultiInput {

  private static final long serialVersionUID = 1L;

  private static final int DOCUMENTS = 1;

  private final EpochGateFactory.Following following;
  private final EngineSettings settings;
  private final EngineSource engines;

  private transient @Nullable EpochChoice choice;
  private transient @Nullable Patience patience;
  private transient @Nullable EpochMetrics counts;
  private transient @Nullable EngineLease engine;
  private transient @Nullable Readiness readiness;
  private transient @Nullable BroadcastState<Integer, EpochState> epochState;
  private transient boolean documentsEnded;
  private transient boolean epochsEnded;

  EpochGateOperator(
      StreamOperatorParameters<Envelope<IN>> parameters,
      Parts<IN> parts,
      EpochGateFactory.Following following,
      EngineSettings settings,
      EngineSource engines) {
    super(parameters, parts);
    this.following = following;
    this.settings = settings;
    this.engines = engines;
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
  }

  @Override
  public void open() throws Exception {
    super.open();
    Readiness ready = Readiness.register(QklmMetric.group(getMetricGroup()));
    readiness = ready;
    EngineLease lease =
        engines.leaseOrEnd(
            settings, WorkerPlace.of(getContainingTask().getEnvironment().getTaskManagerInfo()));
    engine = lease;
    Optional<EpochState> restored = Optional.ofNullable(require(epochState).get(0));
    EpochMetrics metrics = new EpochMetrics(getMetricGroup());
    counts = metrics;
    patience = new Patience(following.maxWait(), System.nanoTime());
    EpochChoice chooses = choice(lease, restored, metrics);
    choice = chooses;
    HeldRecords<IN> held = openGate(chooses, !following.ofTheirTime()).held();
    metrics.held(held::size, held::bytes);
    // A job that was given no knowledge has none until the first announced epoch is open; with
    // as-of, documents open theirs.
    ready.opened(() -> following.ofTheirTime() || metrics.epoch() >= 0);
    if (following.ofTheirTime()) {
      watchPatience();
    }
  }

  private EpochChoice choice(
      EngineLease lease, Optional<EpochState> restored, EpochMetrics metrics) {
    EpochTimeline timeline =
        restored
            .map(state -> state.timeline(following.retained()))
            .orElseGet(() -> new EpochTimeline(following.retained()));
    EpochReports reports = new Reports(metrics);
    if (following.ofTheirTime()) {
      return new AsOfChoice(lease, timeline, following.maxOpen(), reports, this::mail);
    }
    boolean fixed = !settings.knowledge().isBlank();
    if (fixed) {
      metrics.serves(lease.epoch());
    }
    return new LatestChoice(
        lease, timeline, restored.flatMap(EpochState::inForce), fixed, reports, this::mail);
  }

  @Override
  public void processElement1(StreamRecord<IN> element) throws Exception {
    add(element);
  }

  @Override
  public void processElement2(StreamRecord<byte[]> element) {
    String problem;
    try {
      problem = require(choice).add(EpochMessageJson.read(element.getValue())).orElse("");
    } catch (IllegalArgumentException e) {
      problem = String.valueOf(e.getMessage());
    }
    if (!problem.isEmpty()) {
      LOG.warn("a message about epochs is passed over: {}", problem);
      require(counts).unreadable();
      // Every subtask reads it; one tells.
      if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
        report("unreadable", Optional.empty(), Optional.of(problem));
      }
    }
    require(patience).settled(require(choice).settledUntil(), System.nanoTime());
    gate().advance();
  }

  @Override
  public void processWatermark1(Watermark mark) {
    gate().add(mark);
  }

  @Override
  public void processWatermark2(Watermark mark) {}

  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int input) {
    if (input == 0) {
      gate().add(status.isIdle());
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    require(epochState).put(0, require(choice).state());
  }

  @Override
  public void endInput(int input) throws Exception {
    if (input == DOCUMENTS) {
      documentsEnded = true;
    } else {
      epochsEnded = true;
      gate().endNews();
      gate().advance();
    }
    if (documentsEnded && epochsEnded) {
      gate().drain();
    }
  }

  @Override
  public void close() throws Exception {
    if (readiness != null) {
      readiness.closed();
    }
    // The gate first: what it held waits for nothing any more.
    super.close();
    if (choice != null) {
      choice.close();
    }
    EngineLease lease = engine;
    engine = null;
    if (lease != null) {
      lease.close();
    }
  }

  /** Looks, four times in the longest wait, for documents that waited too long. */
  private void watchPatience() {
    long pause = Math.max(1, following.maxWait().toMillis() / 4);
    var unused =
        getProcessingTimeService()
            .registerTimer(
                getProcessingTimeService().getCurrentProcessingTime() + pause,
                time -> {
                  gate().endPatience(require(patience));
                  gate().advance();
                  watchPatience();
                });
  }

  private void report(String type, Optional<EpochAnnouncement> epoch, Optional<String> reason) {
    long serving = require(counts).epoch();
    EpochStatus status =
        new EpochStatus(
            type,
            epoch,
            reason,
            serving < 0 ? OptionalLong.empty() : OptionalLong.of(serving),
            Instant.now());
    if (!inFlight().tell(status.toJson())) {
      output.collect(new StreamRecord<>(Envelope.news(status.toJson())));
    }
  }

  boolean isReady() {
    return require(readiness).isReady();
  }

  EpochMetrics counts() {
    return require(counts);
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
