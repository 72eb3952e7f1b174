package io.qklm.document;

/** What became of one document: it was enriched, or it was rejected with a reason. */
public sealed interface Outcome permits Enrichment, Rejection {

  /** The identifier of the document this is about; empty when the input had none. */
  String documentId();
}
