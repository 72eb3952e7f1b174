package io.qklm.flink;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import io.qklm.document.Rejection;
import io.qklm.document.Rejection.Cause;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An engine and the threads that work on it. */
final class EnginePool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EnginePool.class);

  private final Engine engine;
  private final ExecutorService workers;

  EnginePool(Engine engine, int workers) {
    this.engine = engine;
    AtomicInteger number = new AtomicInteger();
    this.workers =
        Executors.newFixedThreadPool(
            workers,
            task -> {
              Thread thread = new Thread(task, "qklm-engine-" + number.incrementAndGet());
              thread.setDaemon(true);
              // The opener's context loader may be that of a job which ends before this pool.
              thread.setContextClassLoader(EnginePool.class.getClassLoader());
              return thread;
            });
  }

  long epoch() {
    return engine.epoch();
  }

  /** See {@link Engine#embed}; on the caller's thread. */
  float[] embed(String text) {
    return engine.embed(text);
  }

  /**
   * Enriches a document on one of the threads. Completes exceptionally only when the engine itself
   * is broken; a result that was cancelled before its turn is never computed.
   *
   * @param done run on that thread once the result is complete
   */
  CompletableFuture<Outcome> enrich(Document document, Runnable done) {
    CompletableFuture<Outcome> result = new CompletableFuture<>();
    workers.execute(
        () -> {
          if (result.isDone()) {
            return;
          }
          try {
            result.complete(enrichOrReject(document));
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
          done.run();
        });
    return result;
  }

  /**
   * An exception for one document's sake would fail the job, which would restart, read the same
   * document and fail again. So the document is set aside; unless reading itself failed, which no
   * document can cause.
   */
  private Outcome enrichOrReject(Document document) {
    try {
      return engine.enrich(document);
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("document '{}' could not be enriched and is set aside", document.id(), e);
      return new Rejection(
          document.id(), Cause.MODEL_FAILURE, "the engine failed on this document: " + e);
    }
  }

  /** Waits for the documents that are being worked on, then closes the engine. */
  @Override
  public void close() {
    workers.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = workers.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        // Closing natives under a running call would take the process down, so wait on.
        interrupted = true;
      }
    }
    engine.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
