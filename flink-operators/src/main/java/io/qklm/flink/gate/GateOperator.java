package io.qklm.flink.gate;

import io.qklm.flink.enrichment.ChainChannel;
import io.qklm.flink.enrichment.Envelope;
import io.qklm.flink.enrichment.InFlightRecords;
import io.qklm.flink.enrichment.Records;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.runtime.TupleSerializer;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.runtime.state.CheckpointStateOutputStream;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory.MemoryCheckpointOutputStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * What all gates do: hold records as state, and, after a restart with another parallelism, let
 * nothing pass until a checkpoint says that what was under way before is out in all subtasks. Else
 * a record that is restored in one subtask could come after a later one of its key in another.
 */
abstract class GateOperator<IN> extends AbstractStreamOperator<Envelope<IN>> {

  private static final long serialVersionUID = 1L;

  /** Bytes of documents in a checkpoint that Flink keeps in the job manager's memory. */
  private static final long MOST_IN_MEMORY = 1 << 20;

  /**
   * What a gate is made of.
   *
   * @param channelId names the enrichment in its process
   */
  record Parts<IN>(String channelId, GateLimits limits, Records<IN, ?> records)
      implements Serializable {}

  private final Parts<IN> parts;
  private final transient MailboxExecutor mailbox;

  private transient ChainChannel.@Nullable Hold channel;
  private transient @Nullable Gate<IN> gate;
  private transient @Nullable TypeSerializer<IN> serializer;
  private transient boolean copies;
  private transient @Nullable ListState<Tuple2<Long, IN>> heldState;
  private transient @Nullable ListState<Integer> parallelismState;
  private transient boolean rescaled;
  private transient long fencedCheckpoint;

  GateOperator(StreamOperatorParameters<Envelope<IN>> parameters, Parts<IN> parts) {
    super(parameters);
    this.parts = parts;
    this.mailbox = parameters.getMailboxExecutor();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    TypeSerializer<IN> documents =
        getOperatorConfig().getTypeSerializerIn(0, getUserCodeClassloader());
    serializer = documents;
    heldState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("held documents", heldSerializer(documents)));
    ListState<Integer> parallelism =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("parallelism", IntSerializer.INSTANCE));
    parallelismState = parallelism;
    int now = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    for (int before : parallelism.get()) {
      rescaled |= before != now;
    }
  }

  @SuppressWarnings("unchecked") // Flink has no other way to name the class of a generic tuple
  private static <IN> TypeSerializer<Tuple2<Long, IN>> heldSerializer(
      TypeSerializer<IN> documents) {
    return new TupleSerializer<>(
        (Class<Tuple2<Long, IN>>) (Class<?>) Tuple2.class,
        new TypeSerializer<?>[] {LongSerializer.INSTANCE, documents});
  }

  /**
   * Makes the gate, with what waited in the checkpoint.
   *
   * @param ordered whether all records keep their order, whatever their keys
   */
  final Gate<IN> openGate(Turn.Giver turns, boolean ordered) throws Exception {
    ChainChannel.Hold hold = ChainChannel.enter(parts.channelId());
    channel = hold;
    // Records are kept for a while, and with object reuse their sender may overwrite them.
    copies = getExecutionConfig().isObjectReuseEnabled();
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    Gate<IN> made =
        new Gate<>(
            new Gate.Surroundings<>(
                keepsCheckpointsInMemory()
                    ? parts.limits().withMaxHeldBytes(MOST_IN_MEMORY)
                    : parts.limits(),
                subtask,
                hold.inFlight(getRuntimeContext().getTaskInfo()),
                hold.backPressure(),
                output,
                mailbox,
                this::mail,
                this::bytes,
                ordered ? record -> "" : parts.records()::key),
            turns);
    gate = made;
    for (Tuple2<Long, IN> held : require(heldState).get()) {
      made.enqueue(held.f1, held.f0);
    }
    if (rescaled
        && CheckpointingOptions.isCheckpointingEnabled(
            getContainingTask().getEnvironment().getJobConfiguration())) {
      made.fence();
    }
    // Not at once: what is behind the gate may not be open yet.
    mail(() -> {});
    return made;
  }

  private long bytes(IN record) {
    Counting counting = new Counting();
    try {
      require(serializer).serialize(record, new DataOutputViewStreamWrapper(counting));
    } catch (IOException e) {
      throw new UncheckedIOException("a record cannot be written into a checkpoint", e);
    }
    return counting.bytes;
  }

  final void add(StreamRecord<IN> element) throws Exception {
    IN value = copies ? require(serializer).copy(element.getValue()) : element.getValue();
    gate().add(value, element.hasTimestamp() ? element.getTimestamp() : Long.MIN_VALUE);
  }

  /** On any thread: runs something on the task's, and lets pass what then may. */
  final void mail(Runnable action) {
    try {
      mailbox.execute(
          () -> {
            action.run();
            if (gate != null) {
              gate.advance();
            }
          },
          "let documents pass");
    } catch (RejectedExecutionException e) {
      // The task ended; its close gives back what this would have taken.
      LOG.debug("there was something to do when the task had ended", e);
    }
  }

  /** What is under way behind this gate. */
  final InFlightRecords inFlight() {
    return require(channel).inFlight(getRuntimeContext().getTaskInfo());
  }

  final Gate<IN> gate() {
    return require(gate);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    if (gate().bytesInState() > MOST_IN_MEMORY && keepsCheckpointsInMemory()) {
      gate().flush();
    }
    if (gate().isFenced() && fencedCheckpoint == 0) {
      if (gate().awaitNothingInFlight()) {
        fencedCheckpoint = checkpointId;
      } else {
        // What was under way waits for an epoch, and news of that come behind this barrier.
        LOG.warn(
            "documents under way at the restart wait for their epoch; later ones of their keys may"
                + " come before them");
        gate().liftFence();
      }
    }
  }

  /** Then Flink refuses a state of more than 5 MB, at every restart again. */
  private boolean keepsCheckpointsInMemory() throws IOException {
    // The storage itself is hidden behind others; what it gives tells.
    try (CheckpointStateOutputStream stream =
        getContainingTask().getCheckpointStorage().createTaskOwnedStateStream()) {
      return stream instanceof MemoryCheckpointOutputStream;
    }
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    if (gate().isFenced() && fencedCheckpoint > 0 && checkpointId >= fencedCheckpoint) {
      gate().liftFence();
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<Tuple2<Long, IN>> held = new ArrayList<>();
    for (HeldRecords.Held<IN> one : gate().held().all()) {
      held.add(Tuple2.of(one.timestamp, one.value));
    }
    require(heldState).update(held);
    // While the fence stands, the restart that set it is not over.
    int parallelism =
        gate().isFenced() ? 0 : getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    require(parallelismState).update(List.of(parallelism));
  }

  @Override
  public void close() throws Exception {
    if (gate != null) {
      gate.close();
    }
    if (channel != null) {
      channel.close();
    }
    super.close();
  }

  static <T> T require(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the operator is not open");
    }
    return part;
  }

  /** Counts what is written to it. */
  private static final class Counting extends OutputStream {
    private long bytes;

    @Override
    public void write(int value) {
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      bytes += length;
    }
  }
}
