package io.qklm.flink;

import io.qklm.document.AsOf;
import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Outcome;
import io.qklm.document.Rejection;
import io.qklm.model.stage.StageTimes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of a subtask from reading to output, in the order they came. Documents begin their
 * turn in that order, are worked on beside each other up to the limits, and leave in order. Those
 * whose epoch is not known yet are held, up to a limit of their own, since waiting here would keep
 * out the message that ends the wait. Only the task's thread calls.
 */
final class DocumentQueue<IN, OUT> {

  private static final Logger LOG = LoggerFactory.getLogger(DocumentQueue.class);

  /**
   * A record that is not out yet.
   *
   * @param timestamp milliseconds since 1970; {@link Long#MIN_VALUE} for none
   */
  record Held<IN>(IN value, long timestamp) {}

  /** A call to the operator's base class, to be made when all before it is out. */
  @FunctionalInterface
  interface Signal {
    void send() throws Exception;
  }

  private final QklmSettings settings;
  private final int maxHeld;
  private final EnrichmentBinding<IN, OUT> binding;
  private final @Nullable OutputTag<OUT> rejectedTag;
  private final Output<StreamRecord<OUT>> output;
  private final MailboxExecutor mailbox;
  private final EnrichmentMetrics counts;
  private final Turn.Giver turns;

  private final Deque<Entry> queue = new ArrayDeque<>();
  private final Deque<RecordEntry> waiting = new ArrayDeque<>();
  private int records;
  private long characters;
  private boolean newsEnded;
  // Read by the engine's threads.
  private volatile boolean closed;

  /**
   * Prepares an empty queue.
   *
   * @param maxHeld records that may wait for news of epochs
   * @param counts made of the queue's own gauges
   */
  DocumentQueue(
      QklmSettings settings,
      int maxHeld,
      EnrichmentBinding<IN, OUT> binding,
      @Nullable OutputTag<OUT> rejectedTag,
      Output<StreamRecord<OUT>> output,
      MailboxExecutor mailbox,
      java.util.function.Function<DocumentQueue<IN, OUT>, EnrichmentMetrics> counts,
      Turn.Giver turns) {
    this.settings = settings;
    this.maxHeld = maxHeld;
    this.binding = binding;
    this.rejectedTag = rejectedTag;
    this.output = output;
    this.mailbox = mailbox;
    this.turns = turns;
    this.counts = counts.apply(this);
  }

  /** Records that are being worked on or wait to leave. */
  int inFlight() {
    return records;
  }

  /** UTF-16 units of their text. */
  long charactersInFlight() {
    return characters;
  }

  /** Records that wait for their epoch or for room. */
  int held() {
    return waiting.size();
  }

  EnrichmentMetrics counts() {
    return counts;
  }

  /**
   * Takes a record. Waits, running the task's mails, while there is no room for it; not while the
   * other input must be heard first.
   */
  void add(IN value, long timestamp) throws Exception {
    enqueue(value, timestamp);
    Turn blocked = advance();
    while (!waiting.isEmpty() && (blocked == null || newsEnded || waiting.size() > maxHeld)) {
      if (blocked instanceof Turn.Unknown) {
        hurry(waiting.getFirst());
      } else {
        // No room, or its epoch is being opened: a mail will come.
        mailbox.yield();
      }
      blocked = advance();
    }
  }

  /** Takes a record back that was held when the state was written; waits for nothing. */
  void enqueue(IN value, long timestamp) {
    Reading reading = binding.read(value);
    RecordEntry entry = new RecordEntry(value, timestamp, reading);
    queue.add(entry);
    waiting.add(entry);
  }

  /** Takes a watermark or its like. */
  void add(Signal signal) {
    queue.add(new SignalEntry(signal));
    try {
      emitReady();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new FlinkRuntimeException("emitting before a watermark failed", e);
    }
  }

  /**
   * Begins what may begin and emits what is done.
   *
   * @return why the first of those that wait does not begin; null when it has no room, or none
   *     waits
   */
  @Nullable Turn advance() throws Exception {
    Turn blocked = null;
    emitReady();
    while (blocked == null && !waiting.isEmpty() && hasRoom(waiting.getFirst().weight)) {
      RecordEntry next = waiting.getFirst();
      if (next.reading instanceof Reading.Accepted readable) {
        Turn turn = turns.next(next.timestamp, next.patience);
        if (turn instanceof Turn.Start start) {
          waiting.removeFirst();
          next.start(readable.document(), start);
        } else {
          blocked = turn;
        }
      } else {
        waiting.removeFirst();
        next.start();
      }
      emitReady();
    }
    return blocked;
  }

  private boolean hasRoom(long weight) {
    return records < settings.maxInFlight()
        && (characters == 0 || characters + weight <= settings.maxCharactersInFlight());
  }

  /** It cannot wait for news of epochs, so it takes the newest that is known. */
  private void hurry(RecordEntry entry) {
    if (entry.patience != Turn.Patience.ALL) {
      throw new FlinkRuntimeException(
          waiting.size()
              + " records wait for knowledge and no epoch was announced; start the update job"
              + " ('qklm kg update'), announce an epoch, or give the job a knowledge folder");
    }
    entry.patience = Turn.Patience.OPENING;
  }

  /** Records that came before {@code nanos} take what is there. */
  void endPatience(long nanos) {
    for (RecordEntry entry : waiting) {
      if (entry.arrived - nanos > 0) {
        return;
      }
      entry.patience = Turn.Patience.NONE;
    }
  }

  /** No news of epochs will come any more, so nobody waits for them. */
  void endNews() {
    newsEnded = true;
  }

  /**
   * Emits everything up to the first record that waits for its epoch, waiting for what the engine
   * still works on.
   */
  void flush() throws Exception {
    Turn blocked = advance();
    while (!queue.isEmpty() && (blocked == null || records > 0)) {
      // Each result announces itself by a mail, so this always wakes up.
      mailbox.yield();
      blocked = advance();
    }
  }

  /** Emits everything, also what waits for an epoch that is being opened. */
  void drain() throws Exception {
    Turn blocked = advance();
    while (!queue.isEmpty()) {
      if (blocked instanceof Turn.Unknown) {
        hurry(waiting.getFirst());
      } else {
        mailbox.yield();
      }
      blocked = advance();
    }
  }

  /** What is not out yet, in order. */
  List<Held<IN>> remaining() {
    List<Held<IN>> held = new ArrayList<>();
    for (Entry entry : queue) {
      entry.remember(held::add);
    }
    return held;
  }

  /** Gives up what is not out. */
  void close() {
    closed = true;
    for (Entry entry : queue) {
      entry.cancel();
    }
    queue.clear();
    waiting.clear();
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

  /** On another thread: something changed. */
  void announce() {
    if (closed) {
      return;
    }
    try {
      mailbox.execute(this::advance, "emit enriched documents");
    } catch (RejectedExecutionException e) {
      // The task ended between the check and the call; nobody waits for this result.
      LOG.debug("a result came after the task had ended", e);
    }
  }

  /** Something that waits for its turn. */
  private abstract class Entry {
    abstract boolean ready();

    abstract void emit() throws Exception;

    void cancel() {}

    void remember(Consumer<Held<IN>> held) {}
  }

  private final class SignalEntry extends Entry {
    private final Signal signal;

    SignalEntry(Signal signal) {
      this.signal = signal;
    }

    @Override
    boolean ready() {
      return true;
    }

    @Override
    void emit() throws Exception {
      signal.send();
    }
  }

  /** A record and its result to be. */
  private final class RecordEntry extends Entry {
    private final IN value;
    private final long timestamp;
    private final long weight;
    private final Reading reading;
    private final long arrived = System.nanoTime();
    private final StageTimes times = new StageTimes();
    private Turn.Patience patience = Turn.Patience.ALL;
    private boolean started;
    private Optional<AsOf> asOf = Optional.empty();
    private @Nullable CompletableFuture<Outcome> outcome;

    RecordEntry(IN value, long timestamp, Reading reading) {
      this.value = value;
      this.timestamp = timestamp;
      this.reading = reading;
      this.weight = reading instanceof Reading.Accepted r ? r.document().text().length() : 0;
    }

    void start() {
      started = true;
      records++;
      characters += weight;
    }

    void start(Document document, Turn.Start turn) {
      start();
      asOf = turn.asOf();
      counts.documents.inc();
      outcome = turn.starter().enrich(document, times, DocumentQueue.this::announce);
    }

    @Override
    boolean ready() {
      return started && (outcome == null || outcome.isDone());
    }

    @Override
    void cancel() {
      if (outcome != null) {
        outcome.cancel(false);
      }
    }

    @Override
    void remember(Consumer<Held<IN>> held) {
      held.accept(new Held<>(value, timestamp));
    }

    @Override
    void emit() {
      records--;
      characters -= weight;
      if (reading instanceof Reading.Accepted readable) {
        Outcome result = result(readable.document());
        counts.took(System.nanoTime() - arrived, times);
        emit(result);
      } else if (reading instanceof Reading.Rejected unreadable) {
        emit(unreadable.rejection());
      } else {
        counts.passed.inc();
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
        counts.enriched(enrichment);
        Enrichment stamped = asOf.map(enrichment::withAsOf).orElse(enrichment);
        output.collect(record(binding.enriched(value, stamped)));
      } else if (result instanceof Rejection rejection) {
        counts.rejected(rejection.cause());
        StreamRecord<OUT> rejected = record(binding.rejected(value, rejection));
        if (rejectedTag == null) {
          output.collect(rejected);
        } else {
          output.collect(rejectedTag, rejected);
        }
      }
    }

    private StreamRecord<OUT> record(OUT result) {
      return timestamp == Long.MIN_VALUE
          ? new StreamRecord<>(result)
          : new StreamRecord<>(result, timestamp);
    }
  }
}
