package io.qklm.deploy.terminal;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Progress for a person: one bar per phase, redrawn in place; when the phase is over, a line that
 * says what it took stands where the bar was.
 */
final class BarProgress implements ProgressDisplay {

  private static final int REDRAW_MILLIS = 150;

  private final PrintStream err;
  private final int width;
  private String phase = "";
  private long done;
  private long began;
  private @Nullable ProgressBar bar;

  BarProgress(Terminal terminal) {
    this.err = terminal.err();
    // One column less than there is, or some terminals wrap the line.
    this.width = terminal.columns() - 1;
  }

  @Override
  public synchronized void phase(String name, long total) {
    endPhase();
    phase = name;
    done = 0;
    began = System.nanoTime();
    // The consumer is ours because the library's own asks JLine for the terminal, which takes long.
    bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            .showSpeed()
            .setConsumer(new DelegatingProgressBarConsumer(this::draw, width))
            .build();
  }

  @Override
  public synchronized void advance(long units) {
    done += units;
    if (bar != null) {
      bar.stepBy(units);
    }
  }

  @Override
  public void note(String line) {
    synchronized (err) {
      err.print("\r\u001b[K" + line + System.lineSeparator());
      err.flush();
    }
  }

  @Override
  public synchronized void close() {
    endPhase();
  }

  private void endPhase() {
    if (bar != null) {
      bar.close();
      bar = null;
      double seconds = (System.nanoTime() - began) / 1e9;
      note(
          done > 0
              ? String.format(Locale.ROOT, "%s: %,d in %.1f s", phase, done, seconds)
              : String.format(Locale.ROOT, "%s: done in %.1f s", phase, seconds));
    }
  }

  private void draw(String line) {
    synchronized (err) {
      err.print("\r\u001b[K" + line);
      err.flush();
    }
  }
}
