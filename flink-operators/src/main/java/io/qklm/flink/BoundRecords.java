package io.qklm.flink;

import io.qklm.document.Enrichment;
import io.qklm.document.Rejection;
import io.qklm.flink.enrichment.Records;
import org.jspecify.annotations.Nullable;

/** A user's binding as the operators take it. */
record BoundRecords<IN, OUT>(EnrichmentBinding<IN, OUT> binding) implements Records<IN, OUT> {

  @Override
  public Content read(IN element) {
    Reading reading = binding.read(element);
    if (reading instanceof Reading.Accepted accepted) {
      return Content.of(accepted.document());
    }
    if (reading instanceof Reading.Rejected rejected) {
      return Content.of(rejected.rejection());
    }
    return Content.NONE;
  }

  @Override
  public OUT enriched(IN element, Enrichment enrichment) {
    return binding.enriched(element, enrichment);
  }

  @Override
  public OUT rejected(IN element, Rejection rejection) {
    return binding.rejected(element, rejection);
  }

  @Override
  public OUT passed(IN element) {
    return binding.passed(element);
  }

  @Override
  public @Nullable Object key(IN element) {
    return binding.key(element);
  }
}
