package io.qklm.kafka;

import io.qklm.document.Document;
import io.qklm.document.Rejection;

/** What the bytes of a value turned out to be. */
public sealed interface ParsedDocument {

  /** A document to enrich. */
  record Accepted(Document document) implements ParsedDocument {}

  /** No document, and why. */
  record Rejected(Rejection rejection) implements ParsedDocument {}

  /** No value at all: in a compacted topic, the record's key is to be forgotten. */
  record Tombstone() implements ParsedDocument {}
}
