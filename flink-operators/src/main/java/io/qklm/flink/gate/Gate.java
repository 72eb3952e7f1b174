package io.qklm.flink.gate;

import io.qklm.flink.enrichment.BackPressure;
import io.qklm.flink.enrichment.Envelope;
import io.qklm.flink.enrichment.EpochStamp;
import io.qklm.flink.enrichment.InFlightRecords;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of a subtask until they pass on to the engine. A record passes by the epoch of its
 * turn, while there is room behind the gate; records of one key pass in the order they came. One
 * that must wait for its epoch is held while others pass. Only the task's thread calls.
 *
 * <p>It waits for nothing within a call where the source can be paused, so that a barrier passes at
 * once. Behind another source it waits so for room, as any operator behind which there is pressure,
 * since the engine makes room by itself; but not for an epoch, since what ends that wait may come
 * by the other input.
 */
final class Gate<IN> {

  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  private static final String REMEDY =
      "start the update job ('qklm kg update'), announce an epoch, or give the job a knowledge"
          + " folder";

  /**
   * How a gate meets its surroundings.
   *
   * @param mails runs something on the task's thread and then {@link #advance}, from any thread
   */
  record Surroundings<IN>(
      GateLimits limits,
      int subtask,
      InFlightRecords inFlight,
      BackPressure backPressure,
      Output<StreamRecord<Envelope<IN>>> output,
      MailboxExecutor mailbox,
      Consumer<Runnable> mails,
      ToLongFunction<IN> bytes,
      Function<IN, @Nullable Object> key) {}

  /** A watermark or a status, and the record that came last before it. */
  private record Signal(long after, Optional<Watermark> watermark, boolean idle) {}

  private final Surroundings<IN> around;
  private final Turn.Giver turns;
  private final SourcePause source;
  private final HeldRecords<IN> held = new HeldRecords<>();
  private final Deque<Signal> signals = new ArrayDeque<>();
  private final AtomicBoolean roomTold = new AtomicBoolean();

  private EpochStamp lastStamp = EpochStamp.FIXED;
  private byte[] lastStampBytes = EpochStamp.FIXED.toBytes();
  private boolean passing;
  private boolean noRoom;
  private volatile boolean fenced;
  private boolean newsEnded;
  private volatile boolean closed;

  Gate(Surroundings<IN> around, Turn.Giver turns) {
    this.around = around;
    this.turns = turns;
    this.source = new SourcePause(around.backPressure(), around.subtask(), around.limits());
    around.inFlight().onRoom(this::tellRoom);
  }

  HeldRecords<IN> held() {
    return held;
  }

  /**
   * Takes a record. Behind a source that cannot be paused it waits, running the task's mails, while
   * the engine makes room; it never waits for an epoch.
   */
  void add(IN value, long timestamp) throws Exception {
    if (!fenced && hasRoom()) {
      if (!passesAtOnce(value, timestamp)) {
        enqueue(value, timestamp);
        limit();
      }
      return;
    }
    int before = held.size();
    enqueue(value, timestamp);
    if (source.isPossible()) {
      source.busy();
      advance();
      limit();
      return;
    }
    advance();
    // One that came makes two go, so that what was held comes to an end while more comes.
    while (waitsForRoom() && held.size() > Math.max(0, before - 1)) {
      around.mailbox().yield();
      advance();
    }
    limit();
  }

  private boolean passesAtOnce(IN value, long timestamp) {
    if (!held.isEmpty() && held.holdsKey(around.key().apply(value))) {
      return false;
    }
    Turn turn = turns.next(timestamp, patience(), held.isEmpty());
    if (turn instanceof Turn.Pass pass) {
      emit(value, timestamp, pass.stamp());
      return true;
    }
    return false;
  }

  private Turn.Patience patience() {
    return newsEnded ? Turn.Patience.OPENING : Turn.Patience.ALL;
  }

  /** What is under way after a restart may wait for an epoch itself, which makes no room. */
  private boolean waitsForRoom() {
    return noRoom && !fenced && around.inFlight().waiting() == 0;
  }

  /** Takes a record back that was held when the state was written; waits for nothing. */
  void enqueue(IN value, long timestamp) {
    held.add(value, timestamp, around.bytes().applyAsLong(value), around.key().apply(value))
            .patience =
        patience();
  }

  /** Takes a watermark, which passes behind the records that it is of. */
  void add(Watermark watermark) {
    Signal last = signals.peekLast();
    if (last != null && last.watermark().isPresent() && last.after() == held.lastNumber()) {
      // Nothing came between the two, so the later says it all.
      signals.removeLast();
    }
    signals.add(new Signal(held.lastNumber(), Optional.of(watermark), false));
    passSignals();
  }

  /** Takes idleness or its end, which pass behind all that came before. */
  void add(boolean idle) {
    signals.add(new Signal(held.lastNumber(), Optional.empty(), idle));
    passSignals();
  }

  /** Lets pass what may. */
  void advance() {
    if (passing || closed) {
      return;
    }
    passing = true;
    try {
      pass();
    } finally {
      passing = false;
    }
    source.resume(held, !noRoom && hasRoom());
    passSignals();
  }

  private void pass() {
    noRoom = false;
    if (fenced) {
      return;
    }
    Set<Object> stopped = new HashSet<>();
    boolean[] mayOpen = {true};
    held.visit(
        one -> {
          if (one.key != null && stopped.contains(one.key)) {
            return HeldRecords.Step.STAYS;
          }
          if (!hasRoom()) {
            noRoom = true;
            return HeldRecords.Step.END;
          }
          Turn turn = turns.next(one.timestamp, one.patience, mayOpen[0]);
          if (turn instanceof Turn.Pass pass) {
            emit(one.value, one.timestamp, pass.stamp());
            return HeldRecords.Step.LEAVES;
          }
          // The first that waits for an opening decides what is opened; the others would only take
          // the places of each other's epochs.
          mayOpen[0] &= !(turn instanceof Turn.Opening);
          if (one.key != null) {
            stopped.add(one.key);
          }
          return HeldRecords.Step.STAYS;
        });
  }

  private boolean hasRoom() {
    InFlightRecords inFlight = around.inFlight();
    return !inFlight.isCounted()
        || (inFlight.records() < around.limits().maxInFlight()
            && inFlight.characters() < around.limits().maxCharactersInFlight());
  }

  private void emit(IN value, long timestamp, EpochStamp stamp) {
    if (!stamp.equals(lastStamp)) {
      lastStamp = stamp;
      lastStampBytes = stamp.toBytes();
    }
    Envelope<IN> envelope = Envelope.record(value, lastStampBytes);
    around
        .output()
        .collect(
            timestamp == Long.MIN_VALUE
                ? new StreamRecord<>(envelope)
                : new StreamRecord<>(envelope, timestamp));
  }

  private void passSignals() {
    Signal next = signals.peek();
    while (next != null && mayPass(next)) {
      signals.remove();
      if (next.watermark().isPresent()) {
        around.output().emitWatermark(next.watermark().get());
      } else {
        around.output().collect(new StreamRecord<>(Envelope.status(next.idle())));
      }
      next = signals.peek();
    }
  }

  /** A watermark says nothing of records with a later time, so it need not wait for those. */
  private boolean mayPass(Signal signal) {
    for (HeldRecords.Held<IN> one : held.all()) {
      if (one.number > signal.after()) {
        return true;
      }
      if (signal.watermark().isEmpty()
          || one.timestamp <= signal.watermark().get().getTimestamp()) {
        return false;
      }
    }
    return true;
  }

  /** Keeps what is held within its limits. */
  private void limit() throws Exception {
    source.fullIfBeyond(held);
    while (source.isFarBeyond(held)) {
      if (fenced) {
        LOG.warn("more documents came than may wait for those of another parallelism");
        liftFence();
      }
      HeldRecords.Held<IN> oldest = held.all().iterator().next();
      if (oldest.patience == Turn.Patience.ALL) {
        oldest.patience = Turn.Patience.OPENING;
      }
      advance();
      if (source.isFarBeyond(held)) {
        if (!waitsForRoom() && isUnknown(held.all().iterator().next())) {
          throw tooMany();
        }
        around.mailbox().yield();
        advance();
      }
    }
  }

  private FlinkRuntimeException tooMany() {
    return new FlinkRuntimeException(
        held.size()
            + " records of "
            + held.bytes()
            + " bytes wait for knowledge, twice as much as may, and no epoch is open; "
            + REMEDY
            + (source.isKnown()
                ? ""
                : ", and let the source pause meanwhile: QklmEnrichment.pausing(source)"));
  }

  /** Records whose wait is over take what is there. */
  void endPatience(Patience patience) {
    long now = System.nanoTime();
    for (HeldRecords.Held<IN> one : held.all()) {
      if (patience.isOver(one, now)) {
        one.patience = Turn.Patience.NONE;
      }
    }
  }

  /** No news of epochs will come any more, so nobody waits for them. */
  void endNews() {
    newsEnded = true;
    for (HeldRecords.Held<IN> one : held.all()) {
      if (one.patience == Turn.Patience.ALL) {
        one.patience = Turn.Patience.OPENING;
      }
    }
  }

  /** Lets everything pass, also what waits for an epoch that is being opened. */
  void drain() throws Exception {
    fenced = false;
    advance();
    while (!held.isEmpty()) {
      if (!noRoom && held.all().stream().allMatch(this::isUnknown)) {
        throw new FlinkRuntimeException(
            held.size() + " records wait for knowledge and no epoch was announced; " + REMEDY);
      }
      around.mailbox().yield();
      advance();
    }
  }

  private boolean isUnknown(HeldRecords.Held<IN> one) {
    return turns.next(one.timestamp, Turn.Patience.OPENING, false) instanceof Turn.Unknown;
  }

  /** Nothing passes until what another parallelism had under way is out. */
  void fence() {
    fenced = true;
  }

  boolean isFenced() {
    return fenced;
  }

  void liftFence() {
    fenced = false;
    advance();
  }

  /** Bytes of records that a checkpoint of now would have; of those under way roughly. */
  long bytesInState() {
    return held.bytes() + 3 * around.inFlight().characters();
  }

  /** Lets pass and out what waits for the engine alone. */
  void flush() throws Exception {
    advance();
    while (around.inFlight().isCounted()
        && around.inFlight().waiting() == 0
        && (around.inFlight().records() > 0 || noRoom)) {
      around.mailbox().yield();
      advance();
    }
  }

  /** Waits until nothing is under way; false if something waits for an epoch. */
  boolean awaitNothingInFlight() throws Exception {
    if (!around.inFlight().isCounted()) {
      return false;
    }
    while (around.inFlight().records() > 0 && around.inFlight().waiting() == 0) {
      around.mailbox().yield();
    }
    return around.inFlight().records() == 0;
  }

  /** On any thread: there may be room. */
  private void tellRoom() {
    boolean nobodyWaits = held.size() == 0 && !fenced && !source.isBusy();
    if (closed || nobodyWaits || !roomTold.compareAndSet(false, true)) {
      return;
    }
    around.mails().accept(() -> roomTold.set(false));
  }

  void close() {
    closed = true;
    around.inFlight().onRoom(() -> {});
    source.close();
    held.clear();
    signals.clear();
  }
}
