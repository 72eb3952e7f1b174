package io.qklm.kg.store.serving;

import io.qklm.kg.store.repository.EpochName;
import java.time.Duration;

/** What came of asking for an epoch. */
public sealed interface SwapOutcome {

  /** The epoch that was asked for. */
  EpochName epoch();

  /**
   * The epoch is in force now.
   *
   * @param before the one it replaced
   * @param fetchedFiles files that had to be fetched
   * @param fetchedBytes their size
   * @param took from the question to the swap
   */
  record Swapped(
      EpochName epoch, EpochName before, int fetchedFiles, long fetchedBytes, Duration took)
      implements SwapOutcome {}

  /** The epoch was in force already. */
  record Unchanged(EpochName epoch) implements SwapOutcome {}

  /**
   * The epoch cannot be served; the one before still is.
   *
   * @param reason a sentence that says why and what to do
   */
  record Refused(EpochName epoch, String reason) implements SwapOutcome {}
}
