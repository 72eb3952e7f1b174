package io.qklm.flink;

import io.qklm.document.Enrichment;
import io.qklm.document.Rejection;
import io.qklm.flink.QklmEnrichment.EnrichedFunction;
import io.qklm.flink.QklmEnrichment.RejectedFunction;
import org.jspecify.annotations.Nullable;

/** A binding made of functions, for streams in which every record is a document. */
record FunctionBinding<IN, OUT>(
    QklmEnrichment.DocumentFunction<IN> document,
    EnrichedFunction<IN, OUT> enriched,
    RejectedFunction<IN, OUT> rejected)
    implements EnrichmentBinding<IN, OUT> {

  @Override
  public Reading read(IN element) {
    try {
      return new Reading.Accepted(document.of(element));
    } catch (IllegalArgumentException e) {
      // What Document says of a blank id or text.
      return new Reading.Rejected(
          new Rejection("", Rejection.Cause.MISSING_FIELD, String.valueOf(e.getMessage())));
    }
  }

  @Override
  public OUT enriched(IN element, Enrichment enrichment) {
    return enriched.of(element, enrichment);
  }

  @Override
  public OUT rejected(IN element, Rejection rejection) {
    return rejected.of(element, rejection);
  }

  /** The document's id; records without one have no place in any order. */
  @Override
  public @Nullable Object key(IN element) {
    try {
      return document.of(element).id();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public OUT passed(IN element) {
    throw new IllegalStateException("every record is a document here");
  }
}
