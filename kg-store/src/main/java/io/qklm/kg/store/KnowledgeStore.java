package io.qklm.kg.store;

import io.qklm.kg.store.format.SnapshotException;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The epoch in force. Readers hold a lease; a swap puts the next epoch in force at once, and the
 * one before closes when its last lease ends. No more than the configured number of epochs is open
 * at a time. Thread safe; readers never wait, swaps wait for one another.
 */
public final class KnowledgeStore implements AutoCloseable {

  /** The one in force, the next, and one that slow readers still hold. */
  public static final int DEFAULT_MAX_OPEN = 3;

  /** The right to read one snapshot until closed. */
  public interface Lease extends AutoCloseable {

    /** The snapshot, open at least as long as the lease. */
    KnowledgeSnapshot snapshot();

    /** Gives the lease back; a second call does nothing. */
    @Override
    void close();
  }

  /** Opens the next epoch. */
  @FunctionalInterface
  public interface Opener {

    /**
     * Opens it.
     *
     * @param inForce the snapshot in force, open until this returns
     */
    KnowledgeSnapshot open(KnowledgeSnapshot inForce) throws IOException;
  }

  /** How long a swap waits for readers that are about to give an older epoch back. */
  private static final Duration ROOM_WAIT = Duration.ofSeconds(1);

  private static final long PAUSE_NANOS = 1_000_000;

  private final AtomicReference<@Nullable Shared> inForce;
  private final Set<Shared> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock swaps = new ReentrantLock();
  private final int maxOpen;
  private final Consumer<KnowledgeSnapshot> closed;

  /** Takes over {@code first}: from now on the store closes it. */
  public KnowledgeStore(KnowledgeSnapshot first) {
    this(first, DEFAULT_MAX_OPEN, snapshot -> {});
  }

  /**
   * Takes over {@code first}: from now on the store closes it.
   *
   * @param maxOpen most epochs open at a time, at least 2
   * @param closed told of each snapshot after it closed, by the thread that gave the last lease
   *     back; must return at once
   */
  public KnowledgeStore(KnowledgeSnapshot first, int maxOpen, Consumer<KnowledgeSnapshot> closed) {
    if (maxOpen < 2) {
      throw new IllegalArgumentException(
          "a swap needs 2 epochs open for a moment, got a limit of " + maxOpen);
    }
    this.maxOpen = maxOpen;
    this.closed = closed;
    this.inForce = new AtomicReference<>(shared(first));
  }

  private Shared shared(KnowledgeSnapshot snapshot) {
    Shared shared = new Shared(snapshot);
    open.add(shared);
    return shared;
  }

  /**
   * The snapshot in force.
   *
   * @throws IllegalStateException if the store is closed
   */
  public Lease lease() {
    while (true) {
      Shared shared = current();
      // Between the two lines a swap may have closed it; then the next one is in force by now.
      if (shared.acquire()) {
        return new Held(shared);
      }
    }
  }

  /** The snapshot of a digest, in force or not, if it is open. */
  public Optional<Lease> lease(String digest) {
    return open.stream()
        .filter(shared -> shared.snapshot.digest().equals(digest) && shared.acquire())
        .findFirst()
        .map(Held::new);
  }

  /** The numbers of the epochs that are open, the newest last. */
  public List<Long> openEpochs() {
    return open.stream()
        .map(shared -> shared.snapshot.manifest().epoch())
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  /**
   * Puts {@code next} in force and takes it over; the one before closes with its last lease.
   *
   * @throws IllegalStateException if the store is closed or as many epochs are open as may be;
   *     {@code next} stays the caller's
   */
  public void swap(KnowledgeSnapshot next) {
    swaps.lock();
    try {
      String full = full();
      if (!full.isEmpty()) {
        throw new IllegalStateException(full);
      }
      put(next);
    } finally {
      swaps.unlock();
    }
  }

  /**
   * Opens the next epoch beside the one in force and puts it in force. Whatever goes wrong, the one
   * in force stays.
   *
   * @throws SnapshotException if as many epochs are open as may be; nothing is opened then
   * @throws IOException if {@code opener} fails
   * @throws IllegalStateException if the store is closed
   */
  public void swap(Opener opener) throws IOException {
    swaps.lock();
    try {
      String full = full();
      if (!full.isEmpty()) {
        throw new SnapshotException(full);
      }
      KnowledgeSnapshot next;
      try (Lease lease = lease()) {
        next = opener.open(lease.snapshot());
      }
      try {
        put(next);
      } catch (IllegalStateException e) {
        next.close();
        throw e;
      }
    } finally {
      swaps.unlock();
    }
  }

  /**
   * Puts an epoch that is still open in force again.
   *
   * @return whether it was open
   * @throws IllegalStateException if the store is closed; the epoch is not held then
   */
  public boolean swapBack(String digest) {
    swaps.lock();
    try {
      for (Shared shared : open) {
        if (shared.snapshot.digest().equals(digest) && shared.acquire()) {
          try {
            exchange(shared);
          } catch (IllegalStateException e) {
            shared.release();
            throw e;
          }
          return true;
        }
      }
      return false;
    } finally {
      swaps.unlock();
    }
  }

  /** Why no further epoch may be opened; empty if one may. Waits a little for readers. */
  private String full() {
    long end = System.nanoTime() + ROOM_WAIT.toNanos();
    while (open.size() >= maxOpen && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return open.size() < maxOpen
        ? ""
        : "the epochs "
            + openEpochs()
            + " are open, and "
            + maxOpen
            + " may be; try again when readers have given an older one back, or allow more";
  }

  private void put(KnowledgeSnapshot next) {
    current();
    Shared shared = shared(next);
    try {
      exchange(shared);
    } catch (IllegalStateException e) {
      open.remove(shared);
      throw e;
    }
  }

  private void exchange(Shared next) {
    while (true) {
      Shared before = current();
      if (inForce.compareAndSet(before, next)) {
        before.release();
        return;
      }
    }
  }

  private Shared current() {
    Shared shared = inForce.get();
    if (shared == null) {
      throw new IllegalStateException("the knowledge store is closed");
    }
    return shared;
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
  private final class Shared {

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
        open.remove(this);
        closed.accept(snapshot);
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
