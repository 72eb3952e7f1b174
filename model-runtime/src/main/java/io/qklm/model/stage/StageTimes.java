package io.qklm.model.stage;

import java.util.EnumMap;
import java.util.Map;

/**
 * Where the time of one document went. The engine's thread writes; others may read once they have
 * the document's outcome from that thread.
 */
public final class StageTimes {

  private final Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
  private long mark;
  private int tokens;

  /** Starts the clock; what came before is no stage's time. */
  public void start() {
    mark = System.nanoTime();
  }

  /** The time since the clock was started or a stage ended was spent in {@code stage}. */
  public void end(Stage stage) {
    long now = System.nanoTime();
    nanos.merge(stage, now - mark, Long::sum);
    mark = now;
  }

  /** The network has read {@code count} tokens of the text. */
  public void read(int count) {
    tokens = count;
  }

  /** Nanoseconds in a stage; 0 for one that was not reached. */
  public long nanos(Stage stage) {
    return nanos.getOrDefault(stage, 0L);
  }

  /** Tokens of the text; 0 while it was not read. */
  public int tokens() {
    return tokens;
  }
}
