package io.qklm.flink.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.document.Document;
import io.qklm.flink.QklmSettings;
import io.qklm.model.stage.StageTimes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedEnginesTest {

  private static final QklmSettings SETTINGS = QklmSettings.of("/knowledge").withWorkers(2);

  private final ExecutorService subtasks = Executors.newFixedThreadPool(16);
  private final AtomicInteger opened = new AtomicInteger();

  @AfterEach
  void stop() {
    subtasks.shutdownNow();
  }

  @Test
  void openOnceForAllWhoComeAtOnce() throws Exception {
    FakeEngine engine = new FakeEngine(1);
    CountDownLatch slow = new CountDownLatch(1);
    SharedEngines engines =
        new SharedEngines(
            (settings, worker) -> {
              opened.incrementAndGet();
              await(slow);
              return engine;
            });
    List<Future<EngineLease>> leases = all(() -> lease(engines, SETTINGS.engine()));
    slow.countDown();
    for (Future<EngineLease> lease : leases) {
      assertThat(lease.get().epoch()).isEqualTo(7);
    }
    assertThat(opened).hasValue(1);
    for (Future<EngineLease> lease : leases) {
      assertThat(engine.closed).hasValue(0);
      lease.get().close();
      lease.get().close();
    }
    assertThat(engine.closed).hasValue(1);
  }

  @Test
  void tellAllWhyItFailedAndTryAnew() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    SharedEngines engines =
        new SharedEngines(
            (settings, worker) -> {
              if (opened.incrementAndGet() == 1) {
                await(slow);
                throw new IOException("file x is damaged; fetch it again");
              }
              return new FakeEngine(1);
            });
    List<Future<EngineLease>> leases = all(() -> lease(engines, SETTINGS.engine()));
    // Until every one of them waits for the first.
    TimeUnit.MILLISECONDS.sleep(200);
    slow.countDown();
    for (Future<EngineLease> lease : leases) {
      assertThatThrownBy(lease::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(IOException.class)
          .hasMessage("file x is damaged; fetch it again");
    }
    try (EngineLease again = lease(engines, SETTINGS.engine())) {
      assertThat(again.epoch()).isEqualTo(7);
    }
    assertThat(opened).hasValue(2);
  }

  @Test
  void haveOneEngineForSettingsThatDifferOnlyInWhatASubtaskHolds() throws Exception {
    SharedEngines engines =
        new SharedEngines(
            (settings, worker) -> {
              opened.incrementAndGet();
              return new FakeEngine(1);
            });
    try (EngineLease first = lease(engines, SETTINGS.engine());
        EngineLease second = lease(engines, SETTINGS.withMaxInFlight(2).engine());
        EngineLease third = lease(engines, SETTINGS.withMaxCharactersInFlight(9).engine())) {
      assertThat(opened).hasValue(1);
    }
  }

  @Test
  void keepEnginesOfOtherSettingsApart() throws Exception {
    SharedEngines engines =
        new SharedEngines(
            (settings, worker) -> {
              opened.incrementAndGet();
              return new FakeEngine(1);
            });
    try (EngineLease first = lease(engines, SETTINGS.engine());
        EngineLease second = lease(engines, SETTINGS.withModel("/model").engine())) {
      assertThat(opened).hasValue(2);
    }
    try (EngineLease third = lease(engines, SETTINGS.engine())) {
      assertThat(opened).hasValue(3);
    }
  }

  @Test
  void letAnInterruptedSubtaskGo() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    FakeEngine engine = new FakeEngine(1);
    SharedEngines engines =
        new SharedEngines(
            (settings, worker) -> {
              opened.incrementAndGet();
              await(slow);
              return engine;
            });
    Future<EngineLease> first = subtasks.submit(() -> lease(engines, SETTINGS.engine()));
    while (opened.get() == 0) {
      Thread.onSpinWait();
    }
    Thread second =
        new Thread(
            () ->
                assertThatThrownBy(() -> lease(engines, SETTINGS.engine()))
                    .isInstanceOf(InterruptedException.class));
    second.start();
    second.interrupt();
    second.join();
    slow.countDown();
    first.get().close();
    assertThat(engine.closed).hasValue(1);
  }

  /** An interrupt is for the one who opens; the others go on and one of them opens. */
  @Test
  void openAnewWhenTheSubtaskThatOpenedWasInterrupted() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    FakeEngine engine = new FakeEngine(1);
    SharedEngines engines =
        new SharedEngines(
            (settings, worker) -> {
              if (opened.incrementAndGet() == 1) {
                begun.countDown();
                try {
                  slow.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                  throw new IOException("interrupted while verifying");
                }
              }
              return engine;
            });
    Thread first =
        new Thread(
            () ->
                assertThatThrownBy(() -> lease(engines, SETTINGS.engine()))
                    .hasMessage("interrupted while verifying"));
    first.start();
    await(begun);
    List<Future<EngineLease>> others = all(() -> lease(engines, SETTINGS.engine()));
    TimeUnit.MILLISECONDS.sleep(100);
    first.interrupt();
    for (Future<EngineLease> other : others) {
      other.get(20, TimeUnit.SECONDS).close();
    }
    assertThat(opened.get()).isGreaterThanOrEqualTo(2);
    assertThat(engine.closed.get()).isEqualTo(opened.get() - 1);
  }

  @Test
  void tellWhoWaitsAlsoWhenAnEngineCannotBeGivenBack() throws Exception {
    try (EnginePool pool = new EnginePool(new FakeEngine(1), 1)) {
      CountDownLatch done = new CountDownLatch(1);
      var outcome =
          pool.enrich(
              pool.fixed(),
              new EnginePool.Work(
                  Document.of("a", "text"),
                  new StageTimes(),
                  done::countDown,
                  () -> {
                    throw new IllegalStateException("the disk is gone");
                  }));
      await(done);
      assertThat(outcome.join()).isNotNull();
      // And the thread works on.
      assertThat(
              pool.enrich(
                      pool.fixed(),
                      new EnginePool.Work(
                          Document.of("b", "text"), new StageTimes(), () -> {}, () -> {}))
                  .join())
          .isNotNull();
    }
  }

  @Test
  void finishWhatIsBeingWorkedOnBeforeTheyClose() throws Exception {
    FakeEngine engine = new FakeEngine(50);
    SharedEngines engines = new SharedEngines((settings, worker) -> engine);
    EngineLease lease = lease(engines, SETTINGS.engine());
    for (int i = 0; i < 20; i++) {
      assertThat(lease.enrich(Document.of("a", "text"), () -> {})).isNotNull();
    }
    while (engine.working.get() < 2) {
      Thread.onSpinWait();
    }
    Thread.currentThread().interrupt();
    // FakeEngine throws when it is closed at work.
    lease.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(engine.closed).hasValue(1);
    // What was not begun is given up with its user.
    assertThat(engine.enriched.get()).isBetween(2, 19);
  }

  private <T> List<Future<T>> all(Callable<T> task) {
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      futures.add(subtasks.submit(task));
    }
    return futures;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static EngineLease lease(SharedEngines engines, EngineSettings settings)
      throws IOException, InterruptedException {
    return engines.lease(settings, WorkerPlace.ofProcess());
  }
}
