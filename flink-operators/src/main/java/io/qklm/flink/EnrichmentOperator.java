package io.qklm.flink;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Outcome;
import io.qklm.document.Rejection;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Enriches documents off the task's thread and emits the results in the order of the input.
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

  private final transient Deque<Entry> queue = new ArrayDeque<>();
  private transient int records;
  private transient long characters;
  private transient @Nullable EngineLease engine;
  private transient @Nullable EnrichmentMetrics counts;
  private transient @Nullable TypeSerializer<IN> copier;
  // Read by the engine's threads.
  private transient volatile boolean closed;

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
    EngineLease lease = lease();
    engine = lease;
    counts = new EnrichmentMetrics(getMetricGroup(), () -> records, () -> characters, lease::epoch);
  }

  @Override
  public void processElement(StreamRecord<IN> element) throws Exception {
    IN value = copier == null ? element.getValue() : copier.copy(element.getValue());
    Reading reading = binding.read(value);
    long weight = reading instanceof Reading.Accepted r ? r.document().text().length() : 0;
    while (records >= settings.maxInFlight()
        || (characters > 0 && characters + weight > settings.maxCharactersInFlight())) {
      mailbox.yield();
    }
    RecordEntry entry =
        new RecordEntry(
            value, element.hasTimestamp() ? element.getTimestamp() : null, weight, reading);
    queue.add(entry);
    records++;
    characters += weight;
    entry.start();
    emitReady();
  }

  @Override
  public void processWatermark(Watermark mark) {
    enqueue(() -> super.processWatermark(mark));
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    enqueue(() -> super.processWatermarkStatus(status));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    flush();
  }

  @Override
  public void endInput() throws Exception {
    flush();
  }

  @Override
  public void close() throws Exception {
    closed = true;
    for (Entry entry : queue) {
      entry.cancel();
    }
    queue.clear();
    EngineLease lease = engine;
    engine = null;
    if (lease != null) {
      lease.close();
    }
    super.close();
  }

  private void enqueue(Signal signal) {
    queue.add(new SignalEntry(signal));
    try {
      emitReady();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new FlinkRuntimeException("emitting before a watermark failed", e);
    }
  }

  private EngineLease lease() throws InterruptedException {
    try {
      return engines.lease(settings);
    } catch (IOException e) {
      // A folder that is missing or damaged stays so; starting over would only hide the message.
      throw new SuppressRestartsException(e);
    }
  }

  /** Emits everything, waiting for what the engine still works on. */
  private void flush() throws Exception {
    emitReady();
    while (!queue.isEmpty()) {
      // Each result announces itself by a mail, so this always wakes up.
      mailbox.yield();
    }
  }

  /** Emits from the head of the queue as far as results are there. */
  private void emitReady() throws Exception {
    Entry head = queue.peek();
    while (head != null && head.ready()) {
      queue.remove();
      head.emit();
      head = queue.peek();
    }
  }

  /** On an engine's thread: a result is there. */
  private void announce() {
    if (closed) {
      return;
    }
    try {
      mailbox.execute(this::emitReady, "emit enriched documents");
    } catch (RejectedExecutionException e) {
      // The task ended between the check and the call; nobody waits for this result.
      LOG.debug("a result came after the task had ended", e);
    }
  }

  EnrichmentMetrics counts() {
    if (counts == null) {
      throw new IllegalStateException("the operator is not open");
    }
    return counts;
  }

  /** Something that waits for its turn. */
  private interface Entry {
    boolean ready();

    void emit() throws Exception;

    void cancel();
  }

  /** A call to the operator's base class, to be made when all before it is out. */
  @FunctionalInterface
  private interface Signal {
    void send() throws Exception;
  }

  private record SignalEntry(Signal signal) implements Entry {
    @Override
    public boolean ready() {
      return true;
    }

    @Override
    public void emit() throws Exception {
      signal.send();
    }

    @Override
    public void cancel() {}
  }

  /** A record and its result to be. */
  private final class RecordEntry implements Entry {
    private final IN value;
    private final @Nullable Long timestamp;
    private final long weight;
    private final Reading reading;
    private final long arrived = System.nanoTime();
    private @Nullable CompletableFuture<Outcome> outcome;

    RecordEntry(IN value, @Nullable Long timestamp, long weight, Reading reading) {
      this.value = value;
      this.timestamp = timestamp;
      this.weight = weight;
      this.reading = reading;
    }

    void start() {
      EngineLease lease = engine;
      if (reading instanceof Reading.Accepted readable && lease != null) {
        counts().documents.inc();
        outcome = lease.enrich(readable.document(), EnrichmentOperator.this::announce);
      }
    }

    @Override
    public boolean ready() {
      return outcome == null || outcome.isDone();
    }

    @Override
    public void cancel() {
      if (outcome != null) {
        outcome.cancel(false);
      }
    }

    @Override
    public void emit() {
      records--;
      characters -= weight;
      if (reading instanceof Reading.Accepted readable) {
        counts().took(System.nanoTime() - arrived);
        emit(result(readable.document()));
      } else if (reading instanceof Reading.Rejected unreadable) {
        emit(unreadable.rejection());
      } else {
        counts().passed.inc();
        output.collect(record(binding.passed(value)));
      }
    }

    private Outcome result(Document document) {
      if (outcome == null) {
        throw new IllegalStateException("document '" + document.id() + "' was never started");
      }
      try {
        return outcome.join();
      } catch (CompletionException e) {
        throw new FlinkRuntimeException(
            "the engine broke down while it worked on document '" + document.id() + "'",
            e.getCause());
      }
    }

    private void emit(Outcome result) {
      if (result instanceof Enrichment enrichment) {
        counts().enriched.inc();
        output.collect(record(binding.enriched(value, enrichment)));
      } else if (result instanceof Rejection rejection) {
        counts().rejected(rejection.cause());
        StreamRecord<OUT> rejected = record(binding.rejected(value, rejection));
        if (rejectedTag == null) {
          output.collect(rejected);
        } else {
          output.collect(rejectedTag, rejected);
        }
      }
    }

    private StreamRecord<OUT> record(OUT result) {
      return timestamp == null ? new StreamRecord<>(result) : new StreamRecord<>(result, timestamp);
    }
  }
}
