package io.qklm.deploy.local;

import io.qklm.deploy.Causes;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that starts in a thread of its own, so that slow things start beside each other. Closed
 * early it gives up the start; closed later it closes what was started.
 */
public final class Starting<T extends AutoCloseable> implements AutoCloseable {

  private static final long POLL_MILLIS = 50;
  private static final Duration GIVE_UP = Duration.ofSeconds(15);

  private final String name;
  private final FutureTask<T> task;
  private final Thread thread;

  private Starting(String name, FutureTask<T> task) {
    this.name = name;
    this.task = task;
    this.thread = new Thread(task, "qklm-start-" + name);
    this.thread.setDaemon(true);
  }

  /**
   * Begins to start something.
   *
   * @param name for the thread and for messages
   */
  public static <T extends AutoCloseable> Starting<T> of(String name, Callable<T> start) {
    Starting<T> starting = new Starting<>(name, new FutureTask<>(start));
    starting.thread.start();
    return starting;
  }

  /**
   * Waits until it is started.
   *
   * @param stopped when this becomes true, nothing is waited for and nothing given
   * @throws IOException if it did not start
   */
  public Optional<T> await(BooleanSupplier stopped) throws IOException, InterruptedException {
    while (!stopped.getAsBoolean()) {
      try {
        return Optional.of(task.get(POLL_MILLIS, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        // Not yet.
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      }
    }
    return Optional.empty();
  }

  private IOException failure(@Nullable Throwable cause) {
    if (cause instanceof IOException known) {
      return known;
    }
    return new IOException(
        name + " did not start: " + (cause == null ? "no reason given" : Causes.sentence(cause)),
        cause);
  }

  // What is closed here declares Exception; a failed close must not keep the next from closing.
  @SuppressWarnings("IllegalCatch")
  @Override
  public void close() {
    if (!task.isDone()) {
      thread.interrupt();
    }
    try {
      task.get(GIVE_UP.toMillis(), TimeUnit.MILLISECONDS).close();
    } catch (ExecutionException e) {
      // It never started, and whoever waited for it knows why.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      System.getLogger(Starting.class.getName())
          .log(System.Logger.Level.WARNING, name + " was not closed in order", e);
    }
  }
}
