package io.qklm.flink.knowledge;

import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.serving.EpochMissingException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Epochs opened once for all who ask, one after the other on a thread of their own; but for those
 * that are gone back to, which have another thread and wait for no other epoch. An attempt that
 * fails is repeated, with growing pauses, as long as someone waits. An epoch closes when its last
 * lease ends, but for the {@code idle} newest of those. Thread safe.
 *
 * @param <E> what is opened
 */
public final class SharedEpochs<E> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SharedEpochs.class);

  /** Fetches, verifies, opens and warms an epoch; called by two threads at a time at most. */
  @FunctionalInterface
  public interface Opener<E> {
    /**
     * @throws IOException with a sentence that says what is wrong with the epoch
     */
    E open(EpochAnnouncement epoch) throws IOException;
  }

  private final Opener<E> opener;
  private final Consumer<E> closer;
  private final Backoff backoff;
  private final int idle;
  private final OpeningThreads threads = new OpeningThreads();
  private final Map<EpochName, Entry> entries = new HashMap<>();
  private final LinkedHashMap<EpochName, Entry> resting = new LinkedHashMap<>();
  private final List<Wish> anyWishes = new ArrayList<>();
  private long openings;
  private boolean closed;

  /**
   * Prepares to open.
   *
   * @param closer closes what was opened; called on any thread
   * @param idle epochs kept open without a lease, at least 0
   */
  public SharedEpochs(Opener<E> opener, Consumer<E> closer, Backoff backoff, int idle) {
    this.opener = opener;
    this.closer = closer;
    this.backoff = backoff;
    this.idle = idle;
  }

  /** Asks for an epoch; what is open already is there at once. */
  public EpochRequest<E> request(EpochAnnouncement epoch, EpochRequest.Listener listener) {
    return request(epoch, false, listener);
  }

  /**
   * The same.
   *
   * @param rollback whether it is gone back to, and so waits for no other epoch
   */
  public EpochRequest<E> request(
      EpochAnnouncement epoch, boolean rollback, EpochRequest.Listener listener) {
    Wish wish = new Wish(listener);
    Lease ready = null;
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the epochs of this process are closed");
      }
      Entry entry = entries.get(epoch.epoch());
      if (entry == null) {
        entry = new Entry(epoch);
        entries.put(epoch.epoch(), entry);
        schedule(entry, rollback, 0);
      } else if (rollback && entry.opened == null) {
        if (entry.atWork) {
          // If this attempt fails, the next waits for no other epoch.
          entry.rollback = true;
        } else {
          schedule(entry, true, 0);
        }
      }
      wish.entry = entry;
      if (entry.opened == null) {
        entry.waiting.add(wish);
      } else {
        ready = acquire(entry);
      }
    }
    if (ready != null) {
      wish.meet(ready);
    }
    return wish;
  }

  /** A lease of an epoch if it is open already; nothing is opened. */
  public Optional<EpochLease<E>> ifOpen(EpochName epoch) {
    synchronized (this) {
      Entry entry = entries.get(epoch);
      return entry == null || entry.opened == null ? Optional.empty() : Optional.of(acquire(entry));
    }
  }

  /** Asks for whatever epoch is open: the one opened last, or the next that is. */
  public EpochRequest<E> requestAny() {
    Wish wish = new Wish(reason -> {});
    Lease ready = null;
    synchronized (this) {
      if (closed) {
        throw new IllegalStateException("the epochs of this process are closed");
      }
      Entry newest = null;
      for (Entry entry : entries.values()) {
        if (entry.opened != null && (newest == null || entry.opening > newest.opening)) {
          newest = entry;
        }
      }
      if (newest == null) {
        anyWishes.add(wish);
      } else {
        ready = acquire(newest);
      }
    }
    if (ready != null) {
      wish.meet(ready);
    }
    return wish;
  }

  /** Guarded by this: one attempt is due at a time, the one that was scheduled last. */
  private void schedule(Entry entry, boolean rollback, long pauseMillis) {
    long turn = ++entry.turn;
    entry.rollback = rollback;
    threads.schedule(() -> attempt(entry, turn), rollback, pauseMillis);
  }

  private void attempt(Entry entry, long turn) {
    synchronized (this) {
      if (turn != entry.turn) {
        return;
      }
      if (closed || entry.waiting.isEmpty()) {
        entries.remove(entry.epoch.epoch(), entry);
        return;
      }
      entry.atWork = true;
    }
    E opened;
    try {
      opened = opener.open(entry.epoch);
    } catch (IOException | RuntimeException | Error e) {
      failed(entry, e);
      return;
    }
    List<Wish> met;
    List<Lease> leases = new ArrayList<>();
    Deque<E> surplus = new ArrayDeque<>();
    synchronized (this) {
      entry.atWork = false;
      entry.opened = opened;
      entry.opening = ++openings;
      met = new ArrayList<>(entry.waiting);
      met.addAll(anyWishes);
      entry.waiting.clear();
      anyWishes.clear();
      for (int i = 0; i < met.size(); i++) {
        leases.add(acquire(entry));
      }
      if (met.isEmpty() || closed) {
        rest(entry, surplus);
      }
    }
    surplus.forEach(closer);
    if (entry.failures > 0) {
      LOG.info(
          "epoch {} is open after {} failed attempts",
          entry.epoch.epoch().number(),
          entry.failures);
    }
    for (int i = 0; i < met.size(); i++) {
      met.get(i).meet(leases.get(i));
    }
  }

  private void failed(Entry entry, Throwable failure) {
    Wish told = null;
    List<Wish> waiting;
    synchronized (this) {
      waiting = List.copyOf(entry.waiting);
      entry.atWork = false;
      entry.failures++;
      if (!entry.told) {
        told =
            entry.waiting.stream().filter(wish -> wish.listener.tells()).findFirst().orElse(null);
        entry.told = told != null;
      }
      if (!closed) {
        schedule(entry, entry.rollback, backoff.after(entry.failures).toMillis());
      }
    }
    String reason = sentence(failure);
    if (told != null) {
      LOG.warn(
          "epoch {} cannot be used and is tried again until it can: {}",
          entry.epoch.epoch().number(),
          reason,
          failure);
      told.listener.refused(reason);
    } else {
      LOG.debug("epoch {} still cannot be used: {}", entry.epoch.epoch().number(), reason);
    }
    for (Wish wish : waiting) {
      wish.listener.failed();
      if (failure instanceof EpochMissingException) {
        wish.listener.missing();
      }
    }
  }

  private static String sentence(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.toString() : message;
  }

  /** Guarded by this. */
  private Lease acquire(Entry entry) {
    entry.holders++;
    resting.remove(entry.epoch.epoch());
    return new Lease(entry);
  }

  private void release(Entry entry) {
    Deque<E> surplus = new ArrayDeque<>();
    synchronized (this) {
      entry.holders--;
      if (entry.holders == 0) {
        rest(entry, surplus);
      }
    }
    surplus.forEach(closer);
  }

  /** Guarded by this: the entry has no holder any more. */
  private void rest(Entry entry, Deque<E> surplus) {
    if (entry.holders > 0) {
      return;
    }
    resting.put(entry.epoch.epoch(), entry);
    while (resting.size() > (closed ? 0 : idle)) {
      Entry oldest = resting.values().iterator().next();
      resting.remove(oldest.epoch.epoch());
      entries.remove(oldest.epoch.epoch(), oldest);
      if (oldest.opened != null) {
        surplus.add(oldest.opened);
      }
    }
  }

  /** Epochs that are open now. */
  public synchronized int open() {
    return (int) entries.values().stream().filter(entry -> entry.opened != null).count();
  }

  /** No more requests; what is open closes with its last lease. Waits for attempts that run. */
  @Override
  public void close() {
    Deque<E> surplus = new ArrayDeque<>();
    synchronized (this) {
      closed = true;
      resting.values().forEach(entry -> surplus.add(entry.require()));
      resting.values().forEach(entry -> entries.remove(entry.epoch.epoch(), entry));
      resting.clear();
    }
    surplus.forEach(closer);
    threads.close();
  }

  /** An epoch, opened or being opened; guarded by the owner. */
  private final class Entry {
    private final EpochAnnouncement epoch;
    private final List<Wish> waiting = new ArrayList<>();
    private @Nullable E opened;
    private int holders;
    private long opening;
    private int failures;
    private boolean told;
    private long turn;
    private boolean rollback;
    private boolean atWork;

    Entry(EpochAnnouncement epoch) {
      this.epoch = epoch;
    }

    E require() {
      if (opened == null) {
        throw new IllegalStateException("epoch " + epoch.epoch().number() + " is not open");
      }
      return opened;
    }
  }

  private final class Wish implements EpochRequest<E> {
    private final EpochRequest.Listener listener;
    private final CompletableFuture<EpochLease<E>> lease = new CompletableFuture<>();
    private @Nullable Entry entry;

    Wish(EpochRequest.Listener listener) {
      this.listener = listener;
    }

    /** Without the owner's lock, since dependents of the future run here. */
    void meet(Lease found) {
      if (!lease.complete(found)) {
        found.close();
      }
    }

    @Override
    public CompletableFuture<EpochLease<E>> lease() {
      return lease;
    }

    @Override
    public void close() {
      synchronized (SharedEpochs.this) {
        if (entry != null) {
          entry.waiting.remove(this);
        }
        anyWishes.remove(this);
      }
      lease.cancel(false);
    }
  }

  private final class Lease implements EpochLease<E> {
    private final Entry entry;
    private final AtomicBoolean held = new AtomicBoolean(true);

    Lease(Entry entry) {
      this.entry = entry;
    }

    @Override
    public EpochAnnouncement epoch() {
      return entry.epoch;
    }

    @Override
    public E opened() {
      if (!held.get()) {
        throw new IllegalStateException("this lease was given back");
      }
      return entry.require();
    }

    @Override
    public EpochLease<E> again() {
      synchronized (SharedEpochs.this) {
        if (!held.get()) {
          throw new IllegalStateException("this lease was given back");
        }
        return acquire(entry);
      }
    }

    @Override
    public void close() {
      if (held.getAndSet(false)) {
        release(entry);
      }
    }
  }
}
