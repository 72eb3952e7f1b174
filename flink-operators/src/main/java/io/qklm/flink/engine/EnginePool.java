package io.qklm.flink.engine;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import io.qklm.document.Question;
import io.qklm.document.QuestionOutcome;
import io.qklm.document.Rejection;
import io.qklm.document.Rejection.Cause;
import io.qklm.flink.knowledge.Backoff;
import io.qklm.flink.knowledge.SharedEpochs;
import io.qklm.model.stage.StageTimes;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The engines of a process and the threads that work on them. */
final class EnginePool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EnginePool.class);

  /** What of the document at work stands in the logging context. */
  static final String LOGGED_DOCUMENT = "documentId";

  static final String LOGGED_EPOCH = "epoch";

  private final EngineHost host;
  private final SharedEpochs<Engine> epochs;
  private final ThreadPoolExecutor workers;

  EnginePool(EngineHost host, int workers) {
    this.host = host;
    this.epochs = new SharedEpochs<>(host::open, Engine::close, Backoff.defaults(), 1);
    AtomicInteger number = new AtomicInteger();
    this.workers =
        new ThreadPoolExecutor(
            workers,
            workers,
            0,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
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
   * A document for an engine.
   *
   * @param times gets what it cost
   * @param done run on the engine's thread once the result is complete
   * @param release run on that thread in any case, when the engine is not used any more
   */
  record Work(Document document, StageTimes times, Runnable done, Runnable release) {}

  EngineLoad load() {
    return new EngineLoad(
        workers.getMaximumPoolSize(), workers.getActiveCount(), workers.getQueue().size());
  }

  /**
   * Enriches a document on one of the threads. Completes exceptionally only when the engine itself
   * is broken; a result that was cancelled before its turn is never computed.
   */
  CompletableFuture<Outcome> enrich(Engine engine, Work work) {
    return run(() -> enrichOrReject(engine, work), work.done(), work.release());
  }

  /** Answers a question on one of the threads; see {@link #enrich}. */
  CompletableFuture<QuestionOutcome> answer(Engine engine, Question question) {
    return run(() -> answerOrReject(engine, question), () -> {}, () -> {});
  }

  private <T> CompletableFuture<T> run(Supplier<T> call, Runnable done, Runnable release) {
    CompletableFuture<T> result = new CompletableFuture<>();
    workers.execute(
        () -> {
          if (result.isDone()) {
            release.run();
            return;
          }
          try {
            result.complete(call.get());
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
          // Whoever waits is told in any case, or a result would never leave.
          try {
            release.run();
          } catch (RuntimeException e) {
            LOG.error("an engine could not be given back", e);
          } finally {
            done.run();
          }
        });
    return result;
  }

  /**
   * An exception for one document's sake would fail the job, which would restart, read the same
   * document and fail again. So the document is set aside; unless reading itself failed, which no
   * document can cause.
   */
  private static Outcome enrichOrReject(Engine engine, Work work) {
    Document document = work.document();
    // So that whatever is logged meanwhile, by whatever library, can be found by the document.
    MDC.put(LOGGED_DOCUMENT, document.id());
    MDC.put(LOGGED_EPOCH, Long.toString(engine.epoch()));
    try {
      return engine.enrich(document, work.times());
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("document '{}' could not be enriched and is set aside", document.id(), e);
      return new Rejection(
          document.id(), Cause.MODEL_FAILURE, "the engine failed on this document: " + e);
    } finally {
      MDC.remove(LOGGED_DOCUMENT);
      MDC.remove(LOGGED_EPOCH);
    }
  }

  private static QuestionOutcome answerOrReject(Engine engine, Question question) {
    try {
      return engine.answer(question);
    } catch (UncheckedIOException | UnsupportedOperationException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("question '{}' could not be answered and is set aside", question.id(), e);
      return new Rejection(
          question.id(), Cause.MODEL_FAILURE, "the engine failed on this question: " + e);
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
