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
public final class Passage {

  // Static as the engines are: the parts have no other way to meet. Empty whenever no part of any
  // enrichment is open.
  private static final Map<String, Passage> PROCESS = new ConcurrentHashMap<>();

  private final Valve valve = new Valve();
  private final Map<String, Flight> flights = new ConcurrentHashMap<>();
  private int users;

  private Passage() {}

  /** A part's hold on the passage; closing twice does nothing. */
  public static final class Hold implements AutoCloseable {
    private final String id;
    private final Passage passage;
    private final AtomicBoolean held = new AtomicBoolean(true);

    private Hold(String id, Passage passage) {
      this.id = id;
      this.passage = passage;
    }

    /** Pauses the sources of this process. */
    public Valve valve() {
      return passage.valve;
    }

    /** What is under way in a subtask; an attempt that still ends does not meddle with the next. */
    public Flight flight(TaskInfo task) {
      String key = task.getIndexOfThisSubtask() + "#" + task.getAttemptNumber();
      return passage.flights.computeIfAbsent(key, any -> new Flight());
    }

    @Override
    public void close() {
      if (held.getAndSet(false)) {
        PROCESS.computeIfPresent(id, (same, there) -> --there.users == 0 ? null : there);
      }
    }
  }

  /** Enters the passage of an enrichment. */
  public static Hold enter(String id) {
    Passage passage =
        PROCESS.compute(
            id,
            (same, there) -> {
              Passage one = there == null ? new Passage() : there;
              one.users++;
              return one;
            });
    return new Hold(id, passage);
  }

  /** Passages that are in use; for tests. */
  static int inUse() {
    return PROCESS.size();
  }
}
