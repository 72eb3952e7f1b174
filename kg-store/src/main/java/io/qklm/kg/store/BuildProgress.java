package io.qklm.kg.store;

/** Hears how a build goes. Called from the thread that builds. */
public interface BuildProgress {

  /** Hears nothing. */
  BuildProgress SILENT =
      new BuildProgress() {
        @Override
        public void phase(String name, long total) {}

        @Override
        public void advance(long units) {}

        @Override
        public void note(String line) {}
      };

  /**
   * A new part of the work begins.
   *
   * @param name in words for a person, such as {@code reading entities.jsonl}
   * @param total units to come, or -1 if nobody knows yet
   */
  void phase(String name, long total);

  /** So many more units of the phase are done. */
  void advance(long units);

  /** A sentence for the person who watches. */
  void note(String line);
}
