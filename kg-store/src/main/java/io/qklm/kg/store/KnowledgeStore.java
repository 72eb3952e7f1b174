package io.qklm.kg.store;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The epoch in force. Readers hold a lease; {@link #swap} puts the next epoch in force at once, and
 * the one before closes when its last lease ends. Thread safe; readers never wait.
 */
public final class KnowledgeStore implements AutoCloseable {

  /** The right to read one snapshot until closed. */
  public interface Lease extends AutoCloseable {

    /** The snapshot, open at least as long as the lease. */
    KnowledgeSnapshot snapshot();

    /** Gives the lease back; a second call does nothing. */
    @Override
    void close();
  }

  private final AtomicReference<@Nullable Shared> inForce;

  /** Takes over {@code first}: from now on the store closes it. */
  public KnowledgeStore(KnowledgeSnapshot first) {
    this.inForce = new AtomicReference<>(new Shared(first));
  }

  /**
   * The snapshot in force.
   *
   * @throws IllegalStateException if the store is closed
   */
  public Lease lease() {
    while (true) {
      Shared shared = inForce.get();
      if (shared == null) {
        throw new IllegalStateException("the knowledge store is closed");
      }
      // Between the two lines a swap may have closed it; then the next one is in force by now.
      if (shared.acquire()) {
        return new Held(shared);
      }
    }
  }

  /**
   * Puts {@code next} in force and takes it over; the one before closes with its last lease.
   *
   * @throws IllegalStateException if the store is closed; {@code next} stays the caller's
   */
  public void swap(KnowledgeSnapshot next) {
    Shared shared = new Shared(next);
    while (true) {
      Shared before = inForce.get();
      if (before == null) {
        throw new IllegalStateException("the knowledge store is closed");
      }
      if (inForce.compareAndSet(before, shared)) {
        before.release();
        return;
      }
    }
  }

  /** No more leases; the snapshot in force closes with its last lease. */
  @Override
  public void close() {
    Shared last = inForce.getAndSet(null);
    if (last != null) {
      last.release();
    }
  }

  /** A snapshot and how many hold it; the store itself is one of them while it is in force. */
  private static final class Shared {

    private final KnowledgeSnapshot snapshot;
    private final AtomicInteger holders = new AtomicInteger(1);

    Shared(KnowledgeSnapshot snapshot) {
      this.snapshot = snapshot;
    }

    boolean acquire() {
      return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    void release() {
      if (holders.decrementAndGet() == 0) {
        snapshot.close();
      }
    }
  }

  private static final class Held implements Lease {

    private final Shared shared;
    private final AtomicBoolean open = new AtomicBoolean(true);

    Held(Shared shared) {
      this.shared = shared;
    }

    @Override
    public KnowledgeSnapshot snapshot() {
      if (!open.get()) {
        throw new IllegalStateException("this lease was given back");
      }
      return shared.snapshot;
    }

    @Override
    public void close() {
      if (open.getAndSet(false)) {
        shared.release();
      }
    }
  }
}
