package io.qklm.flink.enrichment;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.TaskInfo;

/**
 * What the parts of one enrichment in this process tell each other: source, gate, engine's operator
 * and outlet are shipped apart and find each other by the enrichment's id. There as long as one of
 * them is open.
 */
@Internal
public final class ChainChannel {

  // Static as the engines are: the parts have no other way to meet. Empty whenever no part of any
  // enrichment is open.
  private static final Map<String, ChainChannel> PROCESS = new ConcurrentHashMap<>();

  private final BackPressure backPressure = new BackPressure();
  private final Map<String, InFlightRecords> inFlightOf = new ConcurrentHashMap<>();
  private int users;

  private ChainChannel() {}

  /** A part's hold on the channel; closing twice does nothing. */
  public static final class Hold implements AutoCloseable {
    private final String id;
    private final ChainChannel channel;
    private final AtomicBoolean held = new AtomicBoolean(true);

    private Hold(String id, ChainChannel channel) {
      this.id = id;
      this.channel = channel;
    }

    /** Pauses the sources of this process. */
    public BackPressure backPressure() {
      return channel.backPressure;
    }

    /** What is under way in a subtask; an attempt that still ends does not meddle with the next. */
    public InFlightRecords inFlight(TaskInfo task) {
      String key = task.getIndexOfThisSubtask() + "#" + task.getAttemptNumber();
      return channel.inFlightOf.computeIfAbsent(key, any -> new InFlightRecords());
    }

    @Override
    public void close() {
      if (held.getAndSet(false)) {
        PROCESS.computeIfPresent(id, (same, there) -> --there.users == 0 ? null : there);
      }
    }
  }

  /** Enters the channel of an enrichment. */
  public static Hold enter(String id) {
    ChainChannel channel =
        PROCESS.compute(
            id,
            (same, there) -> {
              ChainChannel one = there == null ? new ChainChannel() : there;
              one.users++;
              return one;
            });
    return new Hold(id, channel);
  }

  /** Channels that are in use; for tests. */
  static int inUse() {
    return PROCESS.size();
  }
}
