package io.qklm.flink.knowledge;

import java.util.concurrent.CompletableFuture;

/**
 * A wish for an epoch, until it is met or taken back.
 *
 * @param <E> what is opened
 */
public interface EpochRequest<E> extends AutoCloseable {

  /** Hears of attempts that failed. Called on the thread that opens epochs. */
  interface Listener {
    /** Whether it can tell of a refusal, so that {@link #refused} is not lost on it. */
    default boolean tells() {
      return true;
    }

    /**
     * The first attempt failed; attempts go on. Of all that wait for the epoch and can tell of it
     * only one is told.
     *
     * @param reason one sentence
     */
    void refused(String reason);

    /** An attempt failed and another one will follow. Told to all, at each attempt. */
    default void failed() {}

    /** The repository does not have the epoch, now as it seems. Told to all, at each attempt. */
    default void missing() {}
  }

  /** Complete once the epoch is open; the lease is the caller's to close. */
  CompletableFuture<EpochLease<E>> lease();

  /** Takes the wish back. A lease that is there already stays to be closed. */
  @Override
  void close();
}
