package io.qklm.training.run;

/**
 * Something to learn. Its batches are numbered without end and depend on nothing but their number,
 * so that the count of batches taken is all there is to remember of the data.
 */
public interface Task {

  /** Short and unique within a run; names its curve. */
  String name();

  /** Share in the mix, more than 0: relative to the other tasks'. */
  double weight();

  /**
   * Prepares batch {@code number}, counted from 0. Called from a thread of its own, ahead of time;
   * touches no array of the engine.
   */
  Batch batch(long number);
}
