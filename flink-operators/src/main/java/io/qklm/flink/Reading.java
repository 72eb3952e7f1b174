package io.qklm.flink;

import io.qklm.document.Document;
import io.qklm.document.Rejection;
import org.apache.flink.annotation.PublicEvolving;

/** What a record turned out to hold. */
@PublicEvolving
public sealed interface Reading {

  /** A document to enrich. */
  record Accepted(Document document) implements Reading {}

  /** No document, and why. */
  record Rejected(Rejection rejection) implements Reading {}

  /** Nothing to enrich and nothing wrong, such as a tombstone: goes on as it is. */
  record PassThrough() implements Reading {}
}
