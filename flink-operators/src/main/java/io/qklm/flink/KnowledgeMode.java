package io.qklm.flink;

import org.apache.flink.annotation.PublicEvolving;

/** By which epoch a document is enriched. */
@PublicEvolving
public enum KnowledgeMode {
  /** The one announced last, as soon as a worker has it open. Lowest latency. */
  LATEST,

  /**
   * The newest that took effect at the time of the document's record or before. The same documents
   * and announcements give the same results, whatever else differs.
   */
  AS_OF
}
