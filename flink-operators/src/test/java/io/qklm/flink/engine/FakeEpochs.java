package io.qklm.flink.engine;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Outcome;
import io.qklm.document.Provenance;
import io.qklm.document.Question;
import io.qklm.document.QuestionOutcome;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.model.stage.StageTimes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Epochs that open to engines which stamp their number; some of them not, or not at once. */
public final class FakeEpochs implements EngineHost {

  /** The epoch of the settings' own folder. */
  public static final long FIXED = 99;

  /** What opening an epoch runs into. */
  public final Map<Long, IOException> failures = new ConcurrentHashMap<>();

  /** Those that somebody began to open. */
  public final List<Long> begun = new CopyOnWriteArrayList<>();

  public final List<Long> opened = new CopyOnWriteArrayList<>();
  public final AtomicInteger open = new AtomicInteger();
  public final AtomicInteger closed = new AtomicInteger();

  /** When given, each document waits for a permit. */
  public volatile Semaphore documents = null;

  /** When given, each epoch waits for a permit to be opened. */
  public volatile Semaphore openings = null;

  /** An epoch that waits for a permit of its own. */
  public final Map<Long, Semaphore> slow = new ConcurrentHashMap<>();

  /** As the engines of a process. */
  public EngineSource engines() {
    SharedEngines engines = new SharedEngines((any, worker) -> this);
    return engines::lease;
  }

  @Override
  public Engine fixed() {
    return new Stamping(FIXED);
  }

  @Override
  public Engine open(EpochAnnouncement epoch) throws IOException {
    long number = epoch.epoch().number();
    begun.add(number);
    await(openings);
    await(slow.get(number));
    IOException failure = failures.get(number);
    if (failure != null) {
      throw failure;
    }
    opened.add(number);
    open.incrementAndGet();
    return new Stamping(number);
  }

  @Override
  public void close() {
    if (open.get() > 0) {
      throw new AssertionError("closed with " + open.get() + " epochs open");
    }
    closed.incrementAndGet();
  }

  private static void await(Semaphore gate) {
    try {
      if (gate != null && !gate.tryAcquire(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the gate stayed shut");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private final class Stamping implements Engine {
    private final long number;
    private volatile boolean ended;

    Stamping(long number) {
      this.number = number;
    }

    @Override
    public Outcome enrich(Document document, StageTimes times) {
      await(documents);
      if (ended) {
        throw new AssertionError("epoch " + number + " was used after its end");
      }
      return new Enrichment(
          document,
          "en",
          Optional.empty(),
          List.of(),
          List.of(),
          new Provenance(number, "e", "m", "d", "v"),
          false);
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
      return new float[] {number};
    }

    @Override
    public long epoch() {
      return number;
    }

    @Override
    public void close() {
      ended = true;
      if (number != FIXED) {
        open.decrementAndGet();
      }
    }
  }
}
