package io.qklm.kg.store.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.store.files.Steps;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lock of stores without one, over a folder. */
@Timeout(60)
class LeaseLockTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  /** A clock that the test moves. */
  private static final class HandClock extends Clock {
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @TempDir Path folder;
  private final HandClock clock = new HandClock();
  private ObjectStore store;

  @BeforeEach
  void open() throws IOException {
    store = FolderStore.create(folder, Steps.NONE);
  }

  private LeaseLock lock(Duration patience) {
    return new LeaseLock(store, clock, LONG, patience);
  }

  @Test
  void isTakenByOneAndGivenBack() throws IOException {
    ObjectStore.WriteLock first = lock(Duration.ZERO).take();
    assertThatThrownBy(() -> lock(Duration.ofMillis(50)).take())
        .hasMessageContainingAll("another process", folder.toString(), "2026-01-01T00:05:00Z");
    first.check();
    first.close();
    ObjectStore.WriteLock second = lock(Duration.ZERO).take();
    assertThat(store.list("locks")).containsExactly("0000000000000000001");
    second.close();
  }

  @Test
  void passesOnFromAHolderThatIsGone() throws IOException {
    ObjectStore.WriteLock gone = lock(Duration.ZERO).take();
    clock.now = clock.now.plus(LONG);
    assertThatThrownBy(gone::check).hasMessageContaining("ran out");
    ObjectStore.WriteLock next = lock(Duration.ZERO).take();
    gone.close();
    next.check();
    assertThatThrownBy(() -> lock(Duration.ZERO).take()).hasMessageContaining("another process");
    next.close();
  }

  @Test
  void isRenewedWhileItIsHeld() throws Exception {
    AtomicInteger renewals = new AtomicInteger();
    ObjectStore counted = slow("write", renewals::incrementAndGet, () -> {});
    LeaseLock short1 = new LeaseLock(counted, clock, Duration.ofMillis(200), Duration.ZERO);
    try (ObjectStore.WriteLock held = short1.take()) {
      String before = state();
      clock.now = clock.now.plusMillis(150);
      // One may have begun before the clock moved, one is under way, and one is over by then.
      int wanted = renewals.get() + 3;
      long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (renewals.get() < wanted && System.nanoTime() < end) {
        Thread.sleep(5);
      }
      assertThat(state()).isNotEqualTo(before);
      clock.now = clock.now.plusMillis(100);
      held.check();
    }
    assertThat(state()).isEqualTo("free");
  }

  private String state() throws IOException {
    List<String> names = store.list("locks");
    assertThat(names).hasSize(1);
    return new String(store.read("locks/" + names.get(0)).orElseThrow(), StandardCharsets.UTF_8);
  }

  @Test
  void whatNobodyUnderstandsHoldsNoLock() throws IOException {
    store.write("locks/0000000000000000007", new byte[] {1, 2});
    lock(Duration.ZERO).take().close();
    assertThat(store.list("locks")).containsExactly("0000000000000000008");
  }

  @Test
  void aNumberThatWasRemovedWhileItsMakerWasSlowHoldsNoLock() throws IOException {
    List<ObjectStore.WriteLock> others = new ArrayList<>();
    ObjectStore slow =
        (ObjectStore)
            Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("create") && others.isEmpty()) {
                    // After it saw that number 0 may be created, two others hold the lock in turn.
                    lock(Duration.ZERO).take().close();
                    others.add(lock(Duration.ZERO).take());
                  }
                  return method.invoke(store, arguments);
                });
    assertThatThrownBy(() -> new LeaseLock(slow, clock, LONG, Duration.ZERO).take())
        .hasMessageContaining("another process");
    others.get(0).check();
    others.get(0).close();
    lock(Duration.ZERO).take().close();
    assertThat(store.list("locks")).containsExactly("0000000000000000002");
  }

  @Test
  void oneOfManyHoldsIt() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService workers = Executors.newFixedThreadPool(4);
    try {
      List<Future<Boolean>> done = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        done.add(
            workers.submit(
                () -> {
                  for (int round = 0; round < 5; round++) {
                    try (ObjectStore.WriteLock held = new LeaseLock(store).take()) {
                      held.check();
                      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                      Thread.sleep(3);
                      inside.decrementAndGet();
                    }
                  }
                  return true;
                }));
      }
      for (Future<Boolean> one : done) {
        assertThat(one.get()).isTrue();
      }
    } finally {
      workers.shutdownNow();
    }
    assertThat(most).hasValue(1);
  }

  /** Passes calls on and lets the clock run on before or after some of them. */
  private ObjectStore slow(String method, Runnable before, Runnable after) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, called, arguments) -> {
              boolean meant = called.getName().equals(method);
              if (meant) {
                before.run();
              }
              Object answer = called.invoke(store, arguments);
              if (meant) {
                after.run();
              }
              return answer;
            });
  }

  @Test
  void endsWhenTheStoreSaysSoWhereTakingItWasSlow() throws IOException {
    ObjectStore slow =
        slow("create", () -> {}, () -> clock.now = clock.now.plus(Duration.ofMinutes(2)));
    ObjectStore.WriteLock held = new LeaseLock(slow, clock, LONG, Duration.ZERO).take();
    assertThat(state()).startsWith("2026-01-01T00:05:00Z");
    clock.now = Instant.parse("2026-01-01T00:05:01Z");
    assertThatThrownBy(held::check).hasMessageContaining("ran out");
    ObjectStore.WriteLock next = lock(Duration.ZERO).take();
    next.check();
    held.close();
    next.close();
  }

  @Test
  void aRenewalThatCameTooLateBringsNothingBack() throws Exception {
    AtomicInteger writes = new AtomicInteger();
    Duration length = Duration.ofMillis(400);
    ObjectStore slow =
        slow(
            "write",
            () -> {
              // The store stands still beyond the lock's end, and others could take it meanwhile.
              clock.now = clock.now.plusMillis(240);
              writes.incrementAndGet();
            },
            () -> {});
    ObjectStore.WriteLock held = new LeaseLock(slow, clock, length, Duration.ZERO).take();
    clock.now = clock.now.plusMillis(200);
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (writes.get() == 0 && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    Thread.sleep(50);
    assertThatThrownBy(held::check).hasMessageContaining("ran out");
    held.close();
  }

  /** A release that failed once left the lock to its end, which others waited a minute for. */
  @Test
  void isGivenBackThoughTheStoreFailsAFewTimes() throws IOException {
    AtomicInteger failures = new AtomicInteger(4);
    ObjectStore.WriteLock held =
        new LeaseLock(failing(failures), clock, LONG, Duration.ZERO).take();
    held.close();
    assertThat(failures).hasValue(-1);
    assertThat(state()).isEqualTo("free");
    lock(Duration.ZERO).take().close();
  }

  @Test
  void whatWasDoneUnderTheLockIsDoneThoughItCannotBeGivenBack() throws IOException {
    AtomicInteger failures = new AtomicInteger(Integer.MAX_VALUE);
    ObjectStore.WriteLock held =
        new LeaseLock(failing(failures), clock, LONG, Duration.ZERO).take();
    Thread.currentThread().interrupt();
    held.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(state()).startsWith("2026-01-01T00:05:00Z");
    clock.now = clock.now.plus(LONG);
    lock(Duration.ZERO).take().close();
  }

  /** As often as is told no lock can be given back. */
  private ObjectStore failing(AtomicInteger failures) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, called, arguments) -> {
              if (called.getName().equals("write") && failures.getAndDecrement() > 0) {
                throw new IOException("made to fail");
              }
              try {
                return called.invoke(store, arguments);
              } catch (java.lang.reflect.InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
