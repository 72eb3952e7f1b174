package io.qklm.training.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar with the time left on a terminal; a plain line now and then in a pipe or a file. */
public final class ConsoleProgress implements Progress {

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

  private final PrintStream out;
  private final boolean terminal;
  private @Nullable ProgressBar bar;
  private long firstDone = -1;
  private long firstNanos;
  private long lastLine;

  /**
   * Writes to {@code out}.
   *
   * @param terminal whether a person watches
   */
  public ConsoleProgress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void step(long done, long total, String message) {
    if (terminal) {
      if (bar == null) {
        bar =
            new ProgressBarBuilder()
                .setTaskName("train")
                .setInitialMax(total)
                .startsFrom(done, Duration.ZERO)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .build();
      }
      bar.stepTo(done);
      bar.setExtraMessage(message);
      return;
    }
    long now = System.nanoTime();
    if (firstDone < 0) {
      firstDone = done - 1;
      firstNanos = now;
    } else if (now - lastLine < BETWEEN_LINES.toNanos() && done < total) {
      return;
    }
    lastLine = now;
    out.printf(
        Locale.ROOT, "step %d of %d, %s, %s left%n", done, total, message, left(done, total, now));
  }

  private String left(long done, long total, long now) {
    long steps = done - firstDone - 1;
    if (steps <= 0) {
      return "unknown";
    }
    double seconds = (now - firstNanos) / 1e9 / steps * (total - done);
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d",
        (long) seconds / 3600,
        (long) seconds / 60 % 60,
        (long) seconds % 60);
  }

  @Override
  public void note(String line) {
    out.println(line);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
