package io.qklm.training.run;

/** Lets a step pass only if its loss and gradient are numbers; gives up after too many in a row. */
final class NanGuard {

  private final int tolerated;
  private int inARow;
  private long skipped;

  /**
   * A new guard.
   *
   * @param tolerated steps in a row that may be skipped
   * @param skipped steps skipped before, when a run continues
   */
  NanGuard(int tolerated, long skipped) {
    this.tolerated = tolerated;
    this.skipped = skipped;
  }

  /**
   * Whether the step may move parameters.
   *
   * @throws IllegalStateException after more than the tolerated steps in a row
   */
  boolean passes(long step, double loss, double norm) {
    if (Double.isFinite(loss) && Double.isFinite(norm)) {
      inARow = 0;
      return true;
    }
    skipped++;
    inARow++;
    if (inARow > tolerated) {
      throw new IllegalStateException(
          "the loss or its gradient was no number in "
              + inARow
              + " steps in a row, the last of them step "
              + step
              + " (loss "
              + loss
              + ", gradient norm "
              + norm
              + "); lower the learning rate, or look at the batch with the tasks' names on the"
              + " curve. The last checkpoint is good.");
    }
    return false;
  }

  /** Steps skipped so far. */
  long skipped() {
    return skipped;
  }
}
