package io.qklm.flink;

import io.qklm.document.AsOf;
import io.qklm.document.Document;
import io.qklm.document.Outcome;
import io.qklm.model.stage.StageTimes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a document at the head of those that wait may do now. */
sealed interface Turn {

  /** Which engine a document is enriched by, as a subtask sees it. Asked on the task's thread. */
  @FunctionalInterface
  interface Giver {
    /**
     * The turn of a document.
     *
     * @param timestamp of its record, milliseconds since 1970; {@link Long#MIN_VALUE} for none
     * @param patience what it may wait for
     */
    Turn next(long timestamp, Patience patience);
  }

  /** What a document may still wait for. */
  enum Patience {
    /** News of epochs, and its epoch to be opened. */
    ALL,
    /** Its epoch to be opened. */
    OPENING,
    /** Nothing but the last resort. */
    NONE
  }

  /** Hands a document to an engine. */
  @FunctionalInterface
  interface Starter {
    /**
     * @param times gets what the document cost
     * @param done run once the result is complete, on the engine's thread
     */
    CompletableFuture<Outcome> enrich(Document document, StageTimes times, Runnable done);
  }

  /**
   * It is enriched, by this engine.
   *
   * @param asOf how the engine's epoch fits the document's time, where that chose it
   */
  record Start(Starter starter, Optional<AsOf> asOf) implements Turn {}

  /** Its epoch is being opened; a mail will say when that is done. */
  record Opening() implements Turn {}

  /** Its epoch is not known yet; a message of the other input may say. */
  record Unknown() implements Turn {}
}
