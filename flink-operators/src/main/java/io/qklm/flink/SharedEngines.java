package io.qklm.flink;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Engines by their settings, each opened by the first lease, shared by the next, closed by the
 * last.
 */
final class SharedEngines {

  private final Engine.Opener opener;
  private final Map<QklmSettings, Shared> engines = new HashMap<>();

  SharedEngines(Engine.Opener opener) {
    this.opener = opener;
  }

  /**
   * A lease on the engine of these settings; waits while another thread opens it.
   *
   * @throws IOException when the engine cannot be opened; the next lease tries anew
   */
  EngineLease lease(QklmSettings settings) throws IOException, InterruptedException {
    Shared shared;
    boolean first;
    synchronized (this) {
      Shared known = engines.get(settings);
      first = known == null;
      shared = known == null ? new Shared() : known;
      engines.put(settings, shared);
      shared.leases++;
    }
    EnginePool pool = first ? open(settings, shared) : await(settings, shared);
    AtomicBoolean released = new AtomicBoolean();
    return new EngineLease(
        pool,
        () -> {
          if (released.compareAndSet(false, true) && isLast(settings, shared)) {
            pool.close();
          }
        });
  }

  private EnginePool open(QklmSettings settings, Shared shared) throws IOException {
    try {
      int workers =
          settings.workers() > 0 ? settings.workers() : Runtime.getRuntime().availableProcessors();
      EnginePool pool = new EnginePool(opener.open(settings), workers);
      shared.pool.complete(pool);
      return pool;
    } catch (IOException | RuntimeException | Error e) {
      synchronized (this) {
        engines.remove(settings, shared);
      }
      shared.pool.completeExceptionally(e);
      throw e;
    }
  }

  private EnginePool await(QklmSettings settings, Shared shared)
      throws IOException, InterruptedException {
    try {
      return shared.pool.get();
    } catch (InterruptedException e) {
      if (isLast(settings, shared)) {
        // The opener holds a lease itself, so it has come and gone: what it opened is ours.
        shared.pool.join().close();
      }
      throw e;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(cause.getMessage(), cause);
    }
  }

  private synchronized boolean isLast(QklmSettings settings, Shared shared) {
    shared.leases--;
    if (shared.leases > 0) {
      return false;
    }
    engines.remove(settings, shared);
    return true;
  }

  /** An engine, opened or being opened, and how many hold it; guarded by the map's owner. */
  private static final class Shared {
    private final CompletableFuture<EnginePool> pool = new CompletableFuture<>();
    private int leases;
  }
}
