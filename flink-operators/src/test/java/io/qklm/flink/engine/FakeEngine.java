package io.qklm.flink.engine;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Outcome;
import io.qklm.document.Provenance;
import io.qklm.document.Question;
import io.qklm.document.QuestionOutcome;
import io.qklm.document.Rejection;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.model.stage.Stage;
import io.qklm.model.stage.StageTimes;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.MDC;

/** Does as the text says: {@code reject}, {@code throw}, {@code overflow}, {@code break}. */
public final class FakeEngine implements Engine, EngineHost {

  public final AtomicInteger enriched = new AtomicInteger();
  public final AtomicInteger working = new AtomicInteger();
  public final AtomicInteger closed = new AtomicInteger();

  /** What stood in the logging context. */
  public final List<String> logged = new CopyOnWriteArrayList<>();

  /** When given, each document waits for a permit. */
  private final Semaphore gate;

  private final int maxMillis;

  public FakeEngine(Semaphore gate) {
    this.gate = gate;
    this.maxMillis = 0;
  }

  /** Takes a random time for each document. */
  public FakeEngine(int maxMillis) {
    this.gate = null;
    this.maxMillis = maxMillis;
  }

  @Override
  public Outcome enrich(Document document, StageTimes times) {
    working.incrementAndGet();
    try {
      if (gate != null && !gate.tryAcquire(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the gate stayed shut");
      }
      if (maxMillis > 0) {
        Thread.sleep(ThreadLocalRandom.current().nextInt(maxMillis));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      working.decrementAndGet();
    }
    enriched.incrementAndGet();
    logged.add(MDC.get(EnginePool.LOGGED_DOCUMENT) + " by " + MDC.get(EnginePool.LOGGED_EPOCH));
    times.start();
    times.end(Stage.ENCODE);
    times.read(5);
    return switch (document.text()) {
      case "reject" -> new Rejection(document.id(), Rejection.Cause.MODEL_FAILURE, "as asked");
      case "throw" -> throw new IllegalStateException("as asked");
      case "overflow" -> throw new StackOverflowError();
      case "break" -> throw new UncheckedIOException(new java.io.IOException("disk gone"));
      default ->
          new Enrichment(
              document,
              "en",
              Optional.empty(),
              List.of(),
              List.of(),
              new Provenance(7, "e", "m", "d", "v"),
              false);
    };
  }

  /** As the engines of a process. */
  public EngineSource engines() {
    SharedEngines engines = new SharedEngines((any, worker) -> this);
    return engines::lease;
  }

  @Override
  public Engine fixed() {
    return this;
  }

  @Override
  public Engine open(EpochAnnouncement epoch) {
    throw new AssertionError("nobody announced an epoch");
  }

  @Override
  public QuestionOutcome answer(Question question) {
    throw new UnsupportedOperationException("no question is asked here");
  }

  @Override
  public boolean answersQuestions() {
    return false;
  }

  @Override
  public float[] embed(String text) {
    return new float[] {text.length()};
  }

  @Override
  public long epoch() {
    return 7;
  }

  @Override
  public void close() {
    if (working.get() > 0) {
      throw new AssertionError("closed at work");
    }
    closed.incrementAndGet();
  }
}
