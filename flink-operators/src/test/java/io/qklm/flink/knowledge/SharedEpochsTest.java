package io.qklm.flink.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.store.repository.EpochName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedEpochsTest {

  private static final Backoff SHORT = new Backoff(Duration.ofMillis(5), Duration.ofMillis(20));

  /** What an epoch opens to here; knows whether it is used after its end. */
  private static final class Thing {
    private final long number;
    private final AtomicInteger closed = new AtomicInteger();

    Thing(long number) {
      this.number = number;
    }

    void use() {
      assertThat(closed).hasValue(0);
    }
  }

  private final Map<Long, AtomicInteger> attempts = new ConcurrentHashMap<>();
  private final List<String> refusals = new ArrayList<>();
  private final List<Thing> things = java.util.Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService subtasks = Executors.newFixedThreadPool(8);

  @AfterEach
  void stop() {
    subtasks.shutdownNow();
  }

  @Test
  void opensOnceForAllAndClosesWithTheLast() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    try (SharedEpochs<Thing> epochs =
        epochs(
            0,
            number -> {
              await(slow);
              return open(number);
            })) {
      List<EpochRequest<Thing>> requests = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        requests.add(request(epochs, 1));
      }
      slow.countDown();
      List<EpochLease<Thing>> leases = new ArrayList<>();
      for (EpochRequest<Thing> request : requests) {
        leases.add(request.lease().get());
      }
      assertThat(things).hasSize(1);
      for (EpochLease<Thing> lease : leases) {
        lease.opened().use();
        lease.close();
        lease.close();
      }
      assertThat(things.get(0).closed).hasValue(1);
      assertThat(epochs.open()).isZero();
      assertThatThrownBy(() -> leases.get(0).opened()).hasMessage("this lease was given back");
    }
  }

  @Test
  void anEpochStaysWhileAnyLeaseOfItDoes() throws Exception {
    try (SharedEpochs<Thing> epochs = epochs(0, this::open)) {
      EpochLease<Thing> subtask = request(epochs, 1).lease().get();
      EpochLease<Thing> document = subtask.again();
      subtask.close();
      document.opened().use();
      assertThat(things.get(0).closed).hasValue(0);
      document.close();
      assertThat(things.get(0).closed).hasValue(1);
    }
  }

  @Test
  void triesAgainTellsOnceAndRecovers() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    try (SharedEpochs<Thing> epochs =
        epochs(
            0,
            number -> {
              if (broken.get()) {
                throw new IOException("the repository is away");
              }
              return open(number);
            })) {
      EpochRequest<Thing> one = request(epochs, 1);
      EpochRequest<Thing> two = request(epochs, 1);
      while (attempts.get(1L) == null || attempts.get(1L).get() < 4) {
        Thread.sleep(1);
      }
      assertThat(one.lease()).isNotDone();
      broken.set(false);
      EpochLease<Thing> first = one.lease().get(20, TimeUnit.SECONDS);
      EpochLease<Thing> second = two.lease().get(20, TimeUnit.SECONDS);
      assertThat(refusals).containsExactly("1: the repository is away");
      assertThat(first.opened()).isSameAs(second.opened());
      first.close();
      second.close();
    }
    assertThat(things.get(0).closed).hasValue(1);
  }

  @Test
  void stopsTryingWhenNobodyWaits() throws Exception {
    try (SharedEpochs<Thing> epochs =
        epochs(
            0,
            number -> {
              throw new IllegalStateException();
            })) {
      EpochRequest<Thing> request = request(epochs, 1);
      while (refusals.isEmpty()) {
        Thread.sleep(1);
      }
      request.close();
      Thread.sleep(50);
      int seen = attempts.get(1L).get();
      Thread.sleep(100);
      assertThat(attempts.get(1L)).hasValue(seen);
      assertThat(refusals).containsExactly("1: java.lang.IllegalStateException");
      assertThat(request.lease()).isCancelled();
    }
  }

  @Test
  void oneThatNobodyWaitsForAnyMoreIsClosedWhenItComes() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch slow = new CountDownLatch(1);
    try (SharedEpochs<Thing> epochs =
        epochs(
            0,
            number -> {
              begun.countDown();
              await(slow);
              return open(number);
            })) {
      EpochRequest<Thing> request = request(epochs, 1);
      await(begun);
      request.close();
      slow.countDown();
      while (things.isEmpty() || things.get(0).closed.get() == 0) {
        Thread.sleep(1);
      }
      assertThat(epochs.open()).isZero();
    }
  }

  @Test
  void keepsTheIdleOnesThatWereUsedLast() throws Exception {
    SharedEpochs<Thing> epochs = epochs(2, this::open);
    for (int number = 1; number <= 3; number++) {
      request(epochs, number).lease().get().close();
    }
    assertThat(things).extracting(thing -> thing.closed.get()).containsExactly(1, 0, 0);
    request(epochs, 2).lease().get().close();
    request(epochs, 4).lease().get().close();
    assertThat(things).extracting(thing -> thing.number).containsExactly(1L, 2L, 3L, 4L);
    assertThat(things).extracting(thing -> thing.closed.get()).containsExactly(1, 0, 1, 0);
    epochs.close();
    assertThat(things).allMatch(thing -> thing.closed.get() == 1);
    assertThatThrownBy(() -> request(epochs, 5)).hasMessageContaining("are closed");
  }

  @Test
  void underManySubtasksEachEpochIsClosedOnceAndNeverInUse() throws Exception {
    SharedEpochs<Thing> epochs = epochs(1, this::open);
    List<Callable<Void>> work = new ArrayList<>();
    for (int worker = 0; worker < 8; worker++) {
      Random random = new Random(worker);
      work.add(
          () -> {
            for (int i = 0; i < 2_000; i++) {
              EpochRequest<Thing> request = request(epochs, random.nextInt(4));
              if (random.nextInt(5) == 0) {
                request.close();
                request.lease().thenAccept(EpochLease::close);
                continue;
              }
              try (EpochLease<Thing> lease = request.lease().get();
                  EpochLease<Thing> more = lease.again()) {
                lease.opened().use();
                more.opened().use();
              }
            }
            return null;
          });
    }
    for (Future<Void> done : subtasks.invokeAll(work)) {
      done.get();
    }
    epochs.close();
    assertThat(things).allMatch(thing -> thing.closed.get() == 1);
  }

  @Test
  void pausesGrowToTheLongest() {
    Backoff backoff = Backoff.defaults();
    assertThat(backoff.after(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(backoff.after(4)).isEqualTo(Duration.ofSeconds(8));
    assertThat(backoff.after(1_000)).isEqualTo(Duration.ofMinutes(1));
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ZERO))
        .hasMessageContaining("more than 0 ms");
  }

  private interface NumberOpener {
    Thing open(long number) throws IOException;
  }

  private SharedEpochs<Thing> epochs(int idle, NumberOpener opener) {
    return new SharedEpochs<>(
        epoch -> {
          long number = epoch.epoch().number();
          attempts.computeIfAbsent(number, any -> new AtomicInteger()).incrementAndGet();
          return opener.open(number);
        },
        thing -> thing.closed.incrementAndGet(),
        SHORT,
        idle);
  }

  private Thing open(long number) {
    Thing thing = new Thing(number);
    things.add(thing);
    return thing;
  }

  private EpochRequest<Thing> request(SharedEpochs<Thing> epochs, long number) {
    return epochs.request(
        new EpochAnnouncement(
            new EpochName(number, "ab".repeat(32)), "/shared", Instant.EPOCH, "cd".repeat(32)),
        reason -> refusals.add(number + ": " + reason));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
