package io.qklm.deploy.terminal;

/** Shows how far a long piece of work is. One phase at a time; safe for use by several threads. */
public interface ProgressDisplay extends AutoCloseable {

  /**
   * Begins a phase and ends the one before.
   *
   * @param total units of work, -1 where it cannot be known
   */
  void phase(String name, long total);

  /** Work done in this phase, in units, beyond what was said before. */
  void advance(long units);

  /** A line for the reader, shown above the progress. */
  void note(String line);

  /** Ends the phase; nothing is shown afterwards. */
  @Override
  void close();

  /** A bar on a terminal, lines every few seconds in a pipe. */
  static ProgressDisplay on(Terminal terminal) {
    return terminal.errInteractive()
        ? new BarProgress(terminal)
        : new LineProgress(terminal.err(), System::nanoTime);
  }
}
