package io.qklm.deploy.demo;

import io.qklm.deploy.terminal.Ink;
import io.qklm.deploy.terminal.Terminal;
import java.util.Locale;

/** Says what is being started and how long it took, a line for each thing that is ready. */
final class Steps {

  private final Terminal terminal;

  Steps(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Begins the clock of a step. */
  Step begin() {
    return new Step(System.nanoTime());
  }

  /** One thing that is started. */
  final class Step {
    private final long began;

    private Step(long began) {
      this.began = began;
    }

    /** Says that the thing is ready. */
    void done(String what) {
      String seconds = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - began) / 1e9);
      synchronized (terminal) {
        terminal
            .out()
            .println(terminal.ink("✓ ", Ink.GREEN) + what + " " + terminal.ink(seconds, Ink.FAINT));
        terminal.out().flush();
      }
    }
  }
}
