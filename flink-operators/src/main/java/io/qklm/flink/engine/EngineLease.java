package io.qklm.flink.engine;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import io.qklm.document.Question;
import io.qklm.document.QuestionOutcome;
import io.qklm.flink.knowledge.EpochLease;
import io.qklm.flink.knowledge.SharedEpochs;
import io.qklm.model.stage.StageTimes;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.annotation.Internal;

/** One user's share in an engine. */
@Internal
public final class EngineLease implements AutoCloseable {

  private final EnginePool pool;
  private final Runnable release;

  /** What this user handed over and has not got back. */
  private final Map<Long, CompletableFuture<?>> outstanding = new ConcurrentHashMap<>();

  private final AtomicLong number = new AtomicLong();

  EngineLease(EnginePool pool, Runnable release) {
    this.pool = pool;
    this.release = release;
  }

  /**
   * Enriches a document by the settings' own folder, on one of the engine's threads. Completes
   * exceptionally only when the engine itself is broken; a result that was cancelled before its
   * turn is never computed.
   *
   * @param done run on that thread once the result is complete
   */
  public CompletableFuture<Outcome> enrich(Document document, Runnable done) {
    return enrich(document, new StageTimes(), done);
  }

  /**
   * The same.
   *
   * @param times gets what the document cost, to be read once the result is there
   */
  public CompletableFuture<Outcome> enrich(Document document, StageTimes times, Runnable done) {
    return mine(pool.enrich(pool.fixed(), new EnginePool.Work(document, times, done, () -> {})));
  }

  /**
   * Answers a question by the settings' own folder, on one of the engine's threads. Completes
   * exceptionally where the model has no head for it; see {@link #answersQuestions}.
   */
  public CompletableFuture<QuestionOutcome> answer(Question question) {
    return mine(pool.answer(pool.fixed(), question));
  }

  /** Whether the model has a head for questions. */
  public boolean answersQuestions() {
    return pool.fixed().answersQuestions();
  }

  /** A document by an epoch; its lease is given back when it is not used any more. */
  public CompletableFuture<Outcome> enrich(
      EpochLease<Engine> epoch, Document document, StageTimes times, Runnable done) {
    return mine(
        pool.enrich(epoch.opened(), new EnginePool.Work(document, times, done, epoch::close)));
  }

  /** The epochs that this process has open. */
  public SharedEpochs<Engine> epochs() {
    return pool.epochs();
  }

  /** The vector of a text, to be compared with those of the entities; on the caller's thread. */
  public float[] embed(String text) {
    return pool.fixed().embed(text);
  }

  /** Number of the epoch in the settings' own folder. */
  public long epoch() {
    return pool.fixed().epoch();
  }

  /** How much the engine has to do, for all its users together. */
  public EngineLoad load() {
    return pool.load();
  }

  private <T> CompletableFuture<T> mine(CompletableFuture<T> result) {
    long mine = number.incrementAndGet();
    outstanding.put(mine, result);
    var unused = result.whenComplete((value, failure) -> outstanding.remove(mine));
    return result;
  }

  /** Gives up what was not begun, which nobody waits for any more, and the share. */
  @Override
  public void close() {
    for (CompletableFuture<?> result : outstanding.values()) {
      result.cancel(false);
    }
    release.run();
  }
}
