package io.qklm.deploy.starter;

import io.qklm.deploy.terminal.ProgressDisplay;
import io.qklm.kg.store.BuildProgress;

/** Shows the progress of a knowledge build. */
public final class BuildProgressAdapter implements BuildProgress {

  private final ProgressDisplay display;

  public BuildProgressAdapter(ProgressDisplay display) {
    this.display = display;
  }

  @Override
  public void phase(String name, long total) {
    display.phase(name, total);
  }

  @Override
  public void advance(long units) {
    display.advance(units);
  }

  @Override
  public void note(String line) {
    display.note(line);
  }
}
