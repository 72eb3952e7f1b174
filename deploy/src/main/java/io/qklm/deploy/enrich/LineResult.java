package io.qklm.deploy.enrich;

import io.qklm.document.Rejection;

/** What became of one line. */
public sealed interface LineResult {

  /** Number of the line in its file, from 1. */
  long line();

  /**
   * The line was enriched.
   *
   * @param json the enriched record on one line
   * @param codePoints length of the document's text
   */
  record Enriched(long line, String json, int codePoints) implements LineResult {}

  /** The line was not enriched; the rejection says why. */
  record Rejected(long line, Rejection rejection) implements LineResult {}
}
