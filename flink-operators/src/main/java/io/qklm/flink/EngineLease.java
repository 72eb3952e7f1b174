package io.qklm.flink;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.annotation.Internal;

/** One user's share in an engine. Close it once, after its last document. */
@Internal
public final class EngineLease implements AutoCloseable {

  private final EnginePool pool;
  private final Runnable release;

  EngineLease(EnginePool pool, Runnable release) {
    this.pool = pool;
    this.release = release;
  }

  /**
   * Enriches a document on one of the engine's threads. Completes exceptionally only when the
   * engine itself is broken; a result that was cancelled before its turn is never computed.
   *
   * @param done run on that thread once the result is complete
   */
  public CompletableFuture<Outcome> enrich(Document document, Runnable done) {
    return pool.enrich(document, done);
  }

  /** The vector of a text, to be compared with those of the entities; on the caller's thread. */
  public float[] embed(String text) {
    return pool.embed(text);
  }

  /** Number of the knowledge's epoch. */
  public long epoch() {
    return pool.epoch();
  }

  @Override
  public void close() {
    release.run();
  }
}
