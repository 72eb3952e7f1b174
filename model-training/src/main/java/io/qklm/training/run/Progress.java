package io.qklm.training.run;

/** Told how far a run has come. */
public interface Progress extends AutoCloseable {

  /**
   * A step is done.
   *
   * @param done steps done, those of earlier starts included
   * @param total steps of the run
   * @param message losses and speed in a few words
   */
  void step(long done, long total, String message);

  /** Something worth a line of its own. */
  void note(String line);

  @Override
  void close();

  /** Tells nobody. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void step(long done, long total, String message) {}

      @Override
      public void note(String line) {}

      @Override
      public void close() {}
    };
  }
}
