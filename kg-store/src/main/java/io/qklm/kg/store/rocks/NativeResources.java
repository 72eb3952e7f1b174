package io.qklm.kg.store.rocks;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Owns native handles and closes them in the reverse order of their making: a handle may point into
 * one made before it, never the other way. Closing twice does nothing. Used by one thread.
 */
public final class NativeResources implements AutoCloseable {

  private final Deque<AutoCloseable> handles = new ArrayDeque<>();

  /** Takes {@code handle} over and gives it back for use. */
  public <T extends AutoCloseable> T own(T handle) {
    handles.push(handle);
    return handle;
  }

  /** Closes all, even if one of them fails; the first failure is thrown at the end. */
  @Override
  public void close() {
    RuntimeException failure = null;
    while (!handles.isEmpty()) {
      try {
        handles.pop().close();
      } catch (RuntimeException e) {
        failure = join(failure, e);
      } catch (Exception e) {
        failure = join(failure, new IllegalStateException("a native handle did not close", e));
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Closes all because of {@code failure}, which learns of whatever goes wrong with that. */
  public void closeAfter(Exception failure) {
    try {
      close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private static RuntimeException join(@Nullable RuntimeException first, RuntimeException next) {
    if (first == null) {
      return next;
    }
    first.addSuppressed(next);
    return first;
  }
}
