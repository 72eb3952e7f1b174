package io.qklm.flink.gate;

import io.qklm.flink.EpochSettings;
import io.qklm.flink.KnowledgeMode;
import io.qklm.flink.QklmEnrichment;
import io.qklm.flink.QklmSettings;
import io.qklm.flink.engine.EngineSource;
import io.qklm.flink.enrichment.ChainChannel;
import io.qklm.flink.enrichment.EnrichFunction;
import io.qklm.flink.enrichment.Envelope;
import io.qklm.flink.enrichment.EnvelopeSerializer;
import io.qklm.flink.enrichment.Records;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochHeartbeat;
import io.qklm.kg.epoch.EpochMessageJson;
import io.qklm.kg.store.repository.EpochName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.StreamTaskActionExecutor;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.MailboxExecutorImpl;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * The three operators of an enrichment as one chain on one mailbox, with what they are sent and
 * what they say in short words.
 */
public final class EnrichmentHarness implements AutoCloseable {

  /** Their states in a checkpoint. */
  public record State(OperatorSubtaskState gate, OperatorSubtaskState engine) {

    /** What of it a subtask of another parallelism gets. */
    public State ofSubtask(int number, int before, int now) {
      return new State(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              gate, now, before, now, number),
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              engine, now, before, now, number));
    }
  }

  /** What a harness is made of. */
  public record Setup(
      QklmSettings settings,
      EngineSource engines,
      Records<String, String> records,
      OutputTag<String> rejectedTag,
      int parallelism,
      int subtask,
      String channelId) {

    public static Setup of(QklmSettings settings, EngineSource engines) {
      return new Setup(
          settings, engines, new EpochNaming(), null, 1, 0, UUID.randomUUID().toString());
    }

    public Setup records(Records<String, String> value) {
      return new Setup(settings, engines, value, rejectedTag, parallelism, subtask, channelId);
    }

    public Setup rejectedTo(OutputTag<String> tag) {
      return new Setup(settings, engines, records, tag, parallelism, subtask, channelId);
    }

    public Setup subtask(int number, int of) {
      return new Setup(settings, engines, records, rejectedTag, of, number, channelId);
    }
  }

  private final Setup setup;
  private final Part<Envelope<String>> gate;
  private final Engine engine;
  private final OneInputStreamOperatorTestHarness<Envelope<String>, String> outlet;

  public EnrichmentHarness(Setup setup) throws Exception {
    this.setup = setup;
    EnvelopeSerializer<String> envelopes = new EnvelopeSerializer<>(StringSerializer.INSTANCE);
    gate = new Part<>(gateFactory(), setup);
    // The chain is one task with one mailbox, that of its head.
    MailboxExecutor mailbox =
        new MailboxExecutorImpl(gate.getTaskMailbox(), 0, StreamTaskActionExecutor.IMMEDIATE);
    outlet =
        new OneInputStreamOperatorTestHarness<>(
            new Chain.Last(setup, mailbox),
            setup.parallelism(),
            setup.parallelism(),
            setup.subtask());
    outlet.getStreamConfig().setupNetworkInputs(envelopes);
    outlet.getStreamConfig().serializeAllConfigs();
    engine = new Engine(new Chain.Async(function(), timeout(), mailbox), setup, envelopes);
    engine.setOutputCreator(any -> new Chain.Forwarding<>(outlet));
    gate.setOutputCreator(any -> new Chain.Forwarding<>(engine));
  }

  private StreamOperatorFactory<Envelope<String>> gateFactory() {
    QklmSettings settings = setup.settings();
    if (settings.epochs().isEmpty()) {
      return new FixedGateFactory<>(
          setup.channelId(), limits(Integer.MAX_VALUE, 1 << 20), setup.records());
    }
    EpochSettings following = settings.epochs().get();
    return new EpochGateFactory<>(
        setup.channelId(),
        limits(following.maxHeld(), following.maxHeldBytes()),
        setup.records(),
        new EpochGateFactory.Following(
            following.mode() == KnowledgeMode.AS_OF,
            following.retained(),
            following.maxOpen(),
            following.maxWait()),
        settings.engine(),
        setup.engines());
  }

  private GateLimits limits(int maxHeld, long maxHeldBytes) {
    return new GateLimits(
        setup.settings().maxInFlight(),
        setup.settings().maxCharactersInFlight(),
        maxHeld,
        maxHeldBytes);
  }

  private EnrichFunction<String, String> function() {
    Optional<EpochSettings> epochs = setup.settings().epochs();
    return new EnrichFunction<>(
        new EnrichFunction.Way(
            setup.channelId(),
            setup.settings().engine(),
            setup.engines(),
            epochs.isPresent(),
            epochs.map(one -> one.mode() == KnowledgeMode.AS_OF).orElse(false)),
        setup.records(),
        Types.STRING);
  }

  private long timeout() {
    return setup.settings().epochs().map(EpochSettings::maxWait).orElse(Duration.ZERO).toMillis();
  }

  public static EnrichmentHarness opened(QklmSettings settings, EngineSource engines)
      throws Exception {
    EnrichmentHarness harness = new EnrichmentHarness(Setup.of(settings, engines));
    harness.open();
    return harness;
  }

  public static EnrichmentHarness restored(QklmSettings settings, EngineSource engines, State state)
      throws Exception {
    EnrichmentHarness harness = new EnrichmentHarness(Setup.of(settings, engines));
    harness.restore(state);
    harness.open();
    return harness;
  }

  public void restore(State state) throws Exception {
    if (state.engine() != null) {
      engine.initializeState(state.engine());
    }
    gate.initializeState(state.gate());
  }

  /** From the last to the first, as Flink opens a chain. */
  public EnrichmentHarness open() throws Exception {
    outlet.open();
    engine.open();
    gate.open();
    return this;
  }

  public boolean isReady() {
    return epochGate().isReady();
  }

  public EpochMetrics epochCounts() {
    return epochGate().counts();
  }

  public HeldRecords<String> held() {
    return operator().gate().held();
  }

  /** Whether the source of documents is asked to pause. */
  public boolean pausesSource() {
    try (ChainChannel.Hold channel = ChainChannel.enter(setup.channelId())) {
      return !channel.backPressure().isOpen(setup.subtask());
    }
  }

  public ChainChannel.Hold channel() {
    return ChainChannel.enter(setup.channelId());
  }

  private GateOperator<String> operator() {
    return (GateOperator<String>) (AbstractStreamOperator<?>) gate.getOperator();
  }

  private EpochGateOperator<String> epochGate() {
    return (EpochGateOperator<String>) operator();
  }

  /** A document of a time; its id is its text. */
  public void document(String id, long timestamp) throws Exception {
    process(new StreamRecord<>(id, timestamp));
  }

  public void process(StreamRecord<String> record) throws Exception {
    if (operator() instanceof FixedGateOperator<String> fixed) {
      fixed.processElement(record);
    } else {
      epochGate().processElement1(record);
    }
  }

  public void watermark(long time) throws Exception {
    if (operator() instanceof FixedGateOperator<String> fixed) {
      fixed.processWatermark(new Watermark(time));
    } else {
      epochGate().processWatermark1(new Watermark(time));
    }
  }

  public void status(WatermarkStatus status) throws Exception {
    if (operator() instanceof FixedGateOperator<String> fixed) {
      fixed.processWatermarkStatus(status);
    } else {
      epochGate().processWatermarkStatus1(status);
    }
  }

  public void epochsStatus(WatermarkStatus status) throws Exception {
    epochGate().processWatermarkStatus2(status);
  }

  public void announce(long number, long from) throws Exception {
    message(EpochMessageJson.write(announcement(number, from)));
  }

  public void heartbeat(long watermark) throws Exception {
    message(EpochMessageJson.write(new EpochHeartbeat(Instant.ofEpochMilli(watermark))));
  }

  public void message(byte[] value) throws Exception {
    epochGate().processElement2(new StreamRecord<>(value));
  }

  /** The documents end; where epochs are followed, the epochs with them or before. */
  public void endDocuments() throws Exception {
    if (operator() instanceof FixedGateOperator<String> fixed) {
      fixed.endInput();
    } else {
      epochGate().endInput(1);
    }
  }

  public void endEpochs() throws Exception {
    epochGate().endInput(2);
  }

  /** What Flink does when all inputs ended. */
  public void finish() throws Exception {
    engine.endInput();
  }

  public static EpochAnnouncement announcement(long number, long from) {
    return new EpochAnnouncement(
        new EpochName(number, "ab".repeat(32)),
        "/shared",
        Instant.ofEpochMilli(from),
        "cd".repeat(32));
  }

  /** A checkpoint as Flink takes it. */
  public State checkpoint() throws Exception {
    return checkpoint(1);
  }

  public State checkpoint(long id) throws Exception {
    gate.prepareSnapshotPreBarrier(id);
    engine.prepareSnapshotPreBarrier(id);
    return new State(gate.snapshot(id, id), engine.snapshot(id, id));
  }

  public void completed(long id) throws Exception {
    gate.notifyOfCompletedCheckpoint(id);
  }

  public void processingTime(long millis) throws Exception {
    gate.setProcessingTime(millis);
    engine.setProcessingTime(millis);
  }

  /** Runs the task's mails until something holds. */
  public void until(BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain; out so far: " + out());
      }
      mails();
      Thread.sleep(1);
    }
    mails();
  }

  /** Runs the mails that come within a moment. */
  public void settle() throws Exception {
    for (int i = 0; i < 30; i++) {
      mails();
      Thread.sleep(1);
    }
  }

  private void mails() throws Exception {
    Optional<Mail> mail = gate.getTaskMailbox().tryTake(0);
    while (mail.isPresent()) {
      mail.get().run();
      mail = gate.getTaskMailbox().tryTake(0);
    }
  }

  /** Runs the task's mails until an epoch serves, for all or for those of its time. */
  public void untilServing(long number) throws Exception {
    until(() -> epochCounts().epoch() == number);
  }

  public void untilOut(int count) throws Exception {
    until(() -> out().size() >= count);
  }

  /** What is out: records, watermarks and statuses. */
  public List<Object> outputs() {
    return new ArrayList<>(outlet.getOutput());
  }

  /** The same in words. */
  public List<String> out() {
    List<String> out = new ArrayList<>();
    for (Object record : outlet.getOutput()) {
      out.add(
          record instanceof StreamRecord<?> element
              ? String.valueOf(element.getValue())
              : record instanceof Watermark mark
                  ? "watermark " + mark.getTimestamp()
                  : String.valueOf(record));
    }
    return out;
  }

  public List<StreamRecord<String>> side(OutputTag<String> tag) {
    var side = outlet.getSideOutput(tag);
    return side == null ? List.of() : new ArrayList<>(side);
  }

  public List<String> status() {
    return side(QklmEnrichment.EPOCH_STATUS).stream().map(StreamRecord::getValue).toList();
  }

  /** The engine's function. */
  @SuppressWarnings("unchecked")
  public EnrichFunction<String, String> enrich() {
    return (EnrichFunction<String, String>)
        ((org.apache.flink.streaming.api.operators.AbstractUdfStreamOperator<?, ?>)
                (Object) engine.getOneInputOperator())
            .getUserFunction();
  }

  @Override
  public void close() throws Exception {
    gate.close();
    engine.close();
    outlet.close();
  }

  /** The gate, which has two inputs or one. */
  private static final class Part<T> extends AbstractStreamOperatorTestHarness<T> {
    Part(StreamOperatorFactory<T> factory, Setup setup) throws Exception {
      super(factory, setup.parallelism(), setup.parallelism(), setup.subtask());
      config.setupNetworkInputs(StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);
      config.serializeAllConfigs();
      getEnvironment()
          .getJobConfiguration()
          .set(
              org.apache.flink.configuration.CheckpointingOptions.CHECKPOINTING_INTERVAL,
              Duration.ofSeconds(1));
    }
  }

  private static final class Engine
      extends OneInputStreamOperatorTestHarness<Envelope<String>, Envelope<String>> {
    Engine(
        AsyncWaitOperatorFactory<Envelope<String>, Envelope<String>> factory,
        Setup setup,
        EnvelopeSerializer<String> envelopes)
        throws Exception {
      super(factory, setup.parallelism(), setup.parallelism(), setup.subtask());
      config.setupNetworkInputs(envelopes);
      config.serializeAllConfigs();
    }
  }
}
