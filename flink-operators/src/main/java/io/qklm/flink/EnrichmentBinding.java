package io.qklm.flink;

import io.qklm.document.Enrichment;
import io.qklm.document.Rejection;
import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * What a job's records are to the operator. Called on the task's thread, one record at a time; an
 * exception fails the task, so content that cannot be read is returned as {@link Reading.Rejected}.
 *
 * @param <IN> what comes in; kept until its result is out, so it must not change meanwhile
 * @param <OUT> what goes out
 */
@PublicEvolving
public interface EnrichmentBinding<IN, OUT> extends Serializable {

  /** The document in a record. */
  Reading read(IN element);

  /** The output for a record whose document was enriched. */
  OUT enriched(IN element, Enrichment enrichment);

  /** The output for a record that could not be enriched. */
  OUT rejected(IN element, Rejection rejection);

  /** The output for a record that {@link #read} let pass. */
  OUT passed(IN element);

  /**
   * What keeps records in order where some must wait for the epoch of their time: one never passes
   * an earlier one of an equal key. Null for a record that has no place in any order. Unless this
   * says more, all records of a subtask keep theirs, and one that waits is waited for by all.
   */
  default @Nullable Object key(IN element) {
    return "";
  }
}
