package io.qklm.model;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Things by their keys, each opened by the first lease, shared by the next, closed by the last.
 *
 * @param <K> what a thing is opened by
 * @param <V> the thing
 */
public final class SharedResources<K, V> {

  /** Opens things. */
  @FunctionalInterface
  public interface Opener<K, V> {
    /**
     * @throws IOException with a sentence that names the file and says what to do
     */
    V open(K key) throws IOException;
  }

  private final Consumer<V> closer;
  private final Map<K, Shared> things = new HashMap<>();

  /**
   * Nothing is opened yet.
   *
   * @param closer closes a thing, on the thread that gave the last lease back
   */
  public SharedResources(Consumer<V> closer) {
    this.closer = closer;
  }

  /**
   * A lease on the thing of this key; waits while another thread opens it.
   *
   * @param opener opens it where nobody has it open; all of a key make the same of it
   * @throws IOException when it cannot be opened; the next lease tries anew
   */
  public Lease<V> lease(K key, Opener<K, V> opener) throws IOException, InterruptedException {
    Optional<Lease<V>> lease = tryLease(key, opener);
    while (lease.isEmpty()) {
      // Who opened it was interrupted, which is no matter of those who waited: one of them opens.
      lease = tryLease(key, opener);
    }
    return lease.get();
  }

  private Optional<Lease<V>> tryLease(K key, Opener<K, V> opener)
      throws IOException, InterruptedException {
    Shared shared;
    boolean first;
    synchronized (this) {
      Shared known = things.get(key);
      first = known == null;
      shared = known == null ? new Shared() : known;
      things.put(key, shared);
      shared.leases++;
    }
    V thing;
    try {
      thing = first ? open(key, shared, opener) : await(key, shared);
    } catch (OpenerInterruptedException e) {
      return Optional.empty();
    }
    AtomicBoolean released = new AtomicBoolean();
    return Optional.of(
        new Lease<>(
            thing,
            () -> {
              if (released.compareAndSet(false, true) && isLast(key, shared)) {
                closer.accept(thing);
              }
            }));
  }

  private V open(K key, Shared shared, Opener<K, V> opener) throws IOException {
    try {
      V thing = opener.open(key);
      shared.thing.complete(thing);
      return thing;
    } catch (IOException | RuntimeException | Error e) {
      synchronized (this) {
        things.remove(key, shared);
      }
      // An interrupt is asked for of this thread alone, whatever what it called made of it.
      boolean interrupted =
          Thread.currentThread().isInterrupted()
              || e instanceof InterruptedIOException
              || e instanceof ClosedByInterruptException;
      shared.thing.completeExceptionally(interrupted ? new OpenerInterruptedException(e) : e);
      throw e;
    }
  }

  private V await(K key, Shared shared) throws IOException, InterruptedException {
    try {
      return shared.thing.get();
    } catch (InterruptedException e) {
      if (isLast(key, shared)) {
        // The opener holds a lease itself, so it has come and gone: what it opened is ours.
        closer.accept(shared.thing.join());
      }
      throw e;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof OpenerInterruptedException interrupted) {
        throw interrupted;
      }
      throw new IOException(cause.getMessage(), cause);
    }
  }

  private synchronized boolean isLast(K key, Shared shared) {
    shared.leases--;
    if (shared.leases > 0) {
      return false;
    }
    things.remove(key, shared);
    return true;
  }

  /**
   * The right to use a thing until closed; closing twice does nothing.
   *
   * @param value the thing
   */
  public record Lease<V>(V value, Runnable release) implements AutoCloseable {
    @Override
    public void close() {
      release.run();
    }
  }

  /** The thread that opened was interrupted; whoever waits for it opens anew. */
  private static final class OpenerInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OpenerInterruptedException(Throwable cause) {
      super(cause);
    }
  }

  /** A thing, opened or being opened, and how many hold it; guarded by the map's owner. */
  private final class Shared {
    private final CompletableFuture<V> thing = new CompletableFuture<>();
    private int leases;
  }
}
