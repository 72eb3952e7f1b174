package io.qklm.flink.enrichment;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The records of a subtask between gate and outlet: handed to the engine, or done and waiting for
 * those before them. Thread safe, though one thread calls where the operators are chained.
 */
@Internal
public final class InFlightRecords {

  private final AtomicInteger records = new AtomicInteger();
  private final AtomicLong characters = new AtomicLong();
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile @Nullable Consumer<String> outlet;
  private volatile Runnable roomListener = () -> {};

  /** The engine's operator starts, with nothing under way. */
  void begin() {
    records.set(0);
    characters.set(0);
    waiting.set(0);
  }

  /**
   * An outlet came or, with null, went.
   *
   * @param news takes news of epochs, on any thread
   */
  void outlet(@Nullable Consumer<String> news) {
    outlet = news;
  }

  /** Sends news past what is under way, which may wait for what they tell of. */
  public boolean tell(String json) {
    Consumer<String> there = outlet;
    if (there == null) {
      return false;
    }
    there.accept(json);
    return true;
  }

  /** Whether what leaves is counted here; an outlet in another process is not seen. */
  public boolean isCounted() {
    return outlet != null;
  }

  void entered(long weight) {
    records.incrementAndGet();
    characters.addAndGet(weight);
  }

  void left(long weight) {
    records.decrementAndGet();
    characters.addAndGet(-weight);
    roomListener.run();
  }

  /** A record waits for its epoch to be opened or, with -1, does so no longer. */
  void waits(int more) {
    waiting.addAndGet(more);
    if (more < 0) {
      roomListener.run();
    }
  }

  /** Called whenever there may be room again, on any thread. */
  public void onRoom(Runnable listener) {
    roomListener = listener;
  }

  public int records() {
    return records.get();
  }

  /** UTF-16 units of their text. */
  public long characters() {
    return characters.get();
  }

  /** Of them those whose epoch is being opened, after a restart. */
  public int waiting() {
    return waiting.get();
  }
}
