package io.qklm.flink.enrichment;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Rejection;
import io.qklm.document.Rejection.Cause;

/** Records are {@code id:text}; {@code -} is a tombstone; without a colon nothing can be read. */
final class TextRecords implements Records<String, String> {

  @Override
  public Content read(String element) {
    if (element.equals("-")) {
      return Content.NONE;
    }
    int colon = element.indexOf(':');
    return colon < 0
        ? Content.of(new Rejection("", Cause.MALFORMED, "no colon"))
        : Content.of(Document.of(element.substring(0, colon), element.substring(colon + 1)));
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

  @Override
  public Object key(String element) {
    return "";
  }
}
