package io.qklm.flink;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Rejection;
import io.qklm.document.Rejection.Cause;

/** Records are {@code id:text}; {@code -} is a tombstone; without a colon nothing can be read. */
public final class TextBinding implements EnrichmentBinding<String, String> {

  @Override
  public Reading read(String element) {
    if (element.equals("-")) {
      return new Reading.PassThrough();
    }
    int colon = element.indexOf(':');
    return colon < 0
        ? new Reading.Rejected(new Rejection("", Cause.MALFORMED, "no colon"))
        : new Reading.Accepted(
            Document.of(element.substring(0, colon), element.substring(colon + 1)));
  }

  @Override
  public String enriched(String element, Enrichment enrichment) {
    return "enriched " + enrichment.documentId();
  }

  @Override
  public String rejected(String element, Rejection rejection) {
    return "rejected " + element + " " + rejection.cause();
  }

  @Override
  public String passed(String element) {
    return "passed";
  }
}
