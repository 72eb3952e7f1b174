package io.qklm.deploy.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Progress for a log or a pipe: a line at the start and end of a phase and every few seconds. */
final class LineProgress implements ProgressDisplay {

  private static final long INTERVAL = Duration.ofSeconds(5).toNanos();

  private final PrintStream err;
  private final LongSupplier clock;
  private String name = "";
  private long total;
  private long done;
  private long began;
  private long shown;

  LineProgress(PrintStream err, LongSupplier nanoClock) {
    this.err = err;
    this.clock = nanoClock;
  }

  @Override
  public synchronized void phase(String phase, long units) {
    endPhase();
    name = phase;
    total = units;
    done = 0;
    began = clock.getAsLong();
    shown = began;
    say(name + (total >= 0 ? ": " + count(total) : "") + " ...");
  }

  @Override
  public synchronized void advance(long units) {
    done += units;
    long now = clock.getAsLong();
    if (!name.isEmpty() && now - shown >= INTERVAL) {
      shown = now;
      long took = now - began;
      String part =
          total > 0
              ? count(done) + " of " + count(total) + " (" + done * 100 / total + " %)"
              : count(done);
      say("  " + part + ", " + seconds(took) + rate(took));
    }
  }

  @Override
  public synchronized void note(String line) {
    say(line);
  }

  @Override
  public synchronized void close() {
    endPhase();
  }

  private void endPhase() {
    if (!name.isEmpty()) {
      long took = clock.getAsLong() - began;
      say("  " + (done > 0 ? count(done) + " in " : "done in ") + seconds(took));
      name = "";
    }
  }

  /** Units a second and, where the end is known, the time left at this rate. */
  private String rate(long took) {
    if (done == 0) {
      return "";
    }
    String rate = ", " + count(Math.round(done * 1e9 / took)) + "/s";
    return total > done
        ? rate + ", " + seconds((long) ((double) took * (total - done) / done)) + " left"
        : rate;
  }

  private void say(String line) {
    err.println(line);
    err.flush();
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
