package io.qklm.kg.store.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock out of objects, for stores that have none: {@code locks/<number, 19 digits>}, of which the
 * highest counts.
 *
 * <pre>
 * &lt;ISO 8601 time&gt; &lt;holder&gt;    held until then, unless renewed
 * free                           given back
 * </pre>
 *
 * The next number may be created, by one alone, once the highest is free or its time has passed;
 * lower ones are then removed, the lowest first. Whoever was slow may create a number that was
 * removed meanwhile: it counts for nothing, which its maker sees by looking once more, and the next
 * holder removes it. No object is ever taken from its holder, so no two can take one from each
 * other. A holder renews its object; who cannot, as after a long pause, learns it by {@link
 * ObjectStore.WriteLock#check}. Clocks of the machines may differ by less than half of {@link
 * #LENGTH}.
 */
public final class LeaseLock {

  /** How long a lock lasts that is not renewed: what waits after a holder was killed. */
  static final Duration LENGTH = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(LeaseLock.class);
  private static final String FOLDER = "locks";
  private static final String FREE = "free";
  private static final int RENEWALS = 4;

  /** Attempts to give a lock back, and for how long they go on if each fails at once. */
  private static final int RELEASES = 3;

  private static final Duration RELEASING = Duration.ofSeconds(10);
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final ObjectStore store;
  private final Clock clock;
  private final Duration length;
  private final Duration patience;
  private final String holder = UUID.randomUUID().toString();

  /** A lock of the default length, waited for up to ten minutes. */
  public LeaseLock(ObjectStore store) {
    this(store, Clock.systemUTC());
  }

  /** The same by another clock. */
  public LeaseLock(ObjectStore store, Clock clock) {
    this(store, clock, LENGTH, Duration.ofMinutes(10));
  }

  LeaseLock(ObjectStore store, Clock clock, Duration length, Duration patience) {
    this.store = store;
    this.clock = clock;
    this.length = length;
    this.patience = patience;
  }

  /**
   * Waits for the lock and takes it.
   *
   * @throws IOException if others hold it for too long; the message says who
   */
  public ObjectStore.WriteLock take() throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    long pause = 20;
    while (true) {
      OptionalLong highest = highest();
      String state = highest.isEmpty() ? FREE : state(highest.getAsLong());
      long next = highest.isEmpty() ? 0 : highest.getAsLong() + 1;
      Instant until = clock.instant().plus(length);
      if (free(state) && store.create(key(next), held(until)) && counts(next)) {
        Held lock = new Held(next, until);
        removeBelow(next);
        return lock;
      }
      if (System.nanoTime() >= end) {
        throw new IOException(
            "another process has published to or cleaned "
                + store.place()
                + " for "
                + patience.toSeconds()
                + " s and goes on ("
                + state
                + "); wait for it and try again");
      }
      sleep(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
    }
  }

  private OptionalLong highest() throws IOException {
    return store.list(FOLDER).stream()
        .filter(name -> name.matches("[0-9]{19}"))
        .mapToLong(Long::parseLong)
        .max();
  }

  /**
   * Whether the number that was just created is the highest. A list may miss a number that is
   * removed and the one that is created at the same time; then this one, being lower, was removed
   * first.
   */
  private boolean counts(long number) throws IOException {
    return highest().equals(OptionalLong.of(number)) && store.size(key(number)).isPresent();
  }

  /** Gone means that a higher one is there: look again. */
  private String state(long number) throws IOException {
    Optional<byte[]> bytes = store.read(key(number));
    return bytes.isEmpty()
        ? clock.instant().plus(length) + " passing"
        : new String(bytes.get(), StandardCharsets.UTF_8);
  }

  private boolean free(String state) {
    if (state.equals(FREE)) {
      return true;
    }
    try {
      int space = Math.max(0, state.indexOf(' '));
      return !Instant.parse(state.substring(0, space)).isAfter(clock.instant());
    } catch (DateTimeParseException e) {
      return true; // Nobody renews what no holder wrote.
    }
  }

  /** What stays is removed by the next holder. */
  private void removeBelow(long number) {
    try {
      for (String name : store.list(FOLDER).stream().sorted().toList()) {
        if (name.matches("[0-9]{19}") && Long.parseLong(name) < number) {
          store.delete(FOLDER + "/" + name);
        }
      }
    } catch (IOException e) {
      LOG.info("Old locks of {} were not removed: {}", store.place(), e.toString());
    }
  }

  private static String key(long number) {
    return FOLDER + "/" + EpochName.digits(number);
  }

  private byte[] held(Instant until) {
    return (until + " " + holder).getBytes(StandardCharsets.UTF_8);
  }

  private static void sleep(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the repository's lock", e);
    }
  }

  private final class Held implements ObjectStore.WriteLock {

    private final long number;
    private final ScheduledExecutorService renewal =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "qklm-repository-lock");
              made.setDaemon(true);
              return made;
            });

    /** What is stored, or less: after a renewal that may have failed, the end before it. */
    private volatile Instant until;

    @SuppressWarnings("FutureReturnValueIgnored") // a renewal lets nothing through
    Held(long number, Instant until) {
      this.number = number;
      this.until = until;
      long pause = Math.max(1, length.toMillis() / RENEWALS);
      renewal.scheduleWithFixedDelay(this::renew, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void renew() {
      try {
        check();
        Instant next = clock.instant().plus(length);
        store.write(key(number), held(next));
        // While the store stood still the lock may have run out, and others may hold it by now.
        check();
        until = next;
      } catch (IOException | RuntimeException e) {
        LOG.warn("The lock of {} was not renewed: {}", store.place(), e.toString());
      }
    }

    @Override
    public void check() throws IOException {
      if (!until.isAfter(clock.instant())) {
        throw new IOException(
            "the lock of "
                + store.place()
                + " ran out while this process stood still or the store could not be reached;"
                + " nothing more is written, run it again");
      }
    }

    @Override
    public void close() throws IOException {
      renewal.shutdown();
      try {
        if (!renewal.awaitTermination(length.toMillis(), TimeUnit.MILLISECONDS)) {
          renewal.shutdownNow();
        }
      } catch (InterruptedException e) {
        renewal.shutdownNow();
        Thread.currentThread().interrupt();
      }
      release();
    }

    /**
     * What was done under the lock is done, so that a store that fails now fails nobody: what is
     * not given back ends by itself. Others would wait for that, so it is tried for a while.
     */
    private void release() {
      long end = System.nanoTime() + RELEASING.toNanos();
      long pause = 50;
      for (int failures = 0; until.isAfter(clock.instant()); ) {
        try {
          store.write(key(number), FREE.getBytes(StandardCharsets.UTF_8));
          return;
        } catch (IOException | RuntimeException e) {
          failures++;
          if (Thread.currentThread().isInterrupted()
              || (failures >= RELEASES && System.nanoTime() > end)) {
            LOG.warn(
                "The lock of {} could not be given back after {} attempts and ends by itself at {}:"
                    + " {}",
                store.place(),
                failures,
                until,
                e.toString());
            return;
          }
        }
        try {
          Thread.sleep(pause);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
      }
    }
  }
}
