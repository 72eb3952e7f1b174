package io.qklm.flink.gate;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Provenance;
import io.qklm.document.Rejection;
import io.qklm.flink.enrichment.Records;

/** {@code id@epoch}, and how the epoch fits the document's time; the key is before a colon. */
public final class EpochNaming implements Records<String, String> {
  @Override
  public Content read(String element) {
    return Content.of(Document.of(element, element));
  }

  @Override
  public String enriched(String element, Enrichment enrichment) {
    Provenance made = enrichment.provenance();
    return element + "@" + made.epoch() + made.asOf().map(fit -> " " + fit.word()).orElse("");
  }

  @Override
  public String rejected(String element, Rejection rejection) {
    return "rejected " + element;
  }

  @Override
  public String passed(String element) {
    return "passed " + element;
  }

  @Override
  public Object key(String element) {
    int colon = element.indexOf(':');
    return colon < 0 ? element : element.substring(0, colon);
  }
}
