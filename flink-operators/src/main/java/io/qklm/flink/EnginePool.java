package io.qklm.flink;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import io.qklm.document.Rejection;
import io.qklm.document.Rejection.Cause;
import io.qklm.flink.knowledge.Backoff;
import io.qklm.flink.knowledge.SharedEpochs;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engines of a process and the threads that work on them. */
final class EnginePool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EnginePool.class);

  private final EngineHost host;
  private final SharedEpochs<Engine> epochs;
  private final ExecutorService workers;

  EnginePool(EngineHost host, int workers) {
    this.host = host;
    this.epochs = new SharedEpochs<>(host::open, Engine::close, Backoff.defaults(), 1);
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

  Engine fixed() {
    return host.fixed();
  }

  SharedEpochs<Engine> epochs() {
    return epochs;
  }

  /**
   * Enriches a document on one of the threads. Completes exceptionally only when the engine itself
   * is broken; a result that was cancelled before its turn is never computed.
   *
   * @param done run on that thread once the result is complete
   * @param release run on that thread in any case, when the engine is not used any more
   */
  CompletableFuture<Outcome> enrich(
      Engine engine, Document document, Runnable done, Runnable release) {
    CompletableFuture<Outcome> result = new CompletableFuture<>();
    workers.execute(
        () -> {
          if (result.isDone()) {
            release.run();
            return;
          }
          try {
            result.complete(enrichOrReject(engine, document));
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          } finally {
            release.run();
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
  private static Outcome enrichOrReject(Engine engine, Document document) {
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

  /** Waits for the documents that are being worked on, then closes the engines. */
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
    epochs.close();
    host.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
