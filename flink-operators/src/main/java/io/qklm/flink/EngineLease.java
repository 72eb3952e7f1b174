package io.qklm.flink;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import java.util.concurrent.CompletableFuture;

/** One subtask's share in an engine. Close it once, after its last document. */
final class EngineLease implements AutoCloseable {

  private final EnginePool pool;
  private final Runnable release;

  EngineLease(EnginePool pool, Runnable release) {
    this.pool = pool;
    this.release = release;
  }

  /** See {@link EnginePool#enrich}. */
  CompletableFuture<Outcome> enrich(Document document, Runnable done) {
    return pool.enrich(document, done);
  }

  long epoch() {
    return pool.epoch();
  }

  @Override
  public void close() {
    release.run();
  }
}
