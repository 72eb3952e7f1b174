package io.qklm.flink.sql;

import io.qklm.document.Enrichment;
import io.qklm.document.EntityAnnotation;
import io.qklm.document.Outcome;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one row of a model's output is made of.
 *
 * @param outcome what became of the document
 * @param entity the mention this row is about, for the task {@code annotate}
 */
record Prediction(Outcome outcome, Optional<EntityAnnotation> entity) {

  /** A value of the enrichment; null for a document that was rejected. */
  static Function<Prediction, @Nullable Object> ofEnrichment(
      Function<Enrichment, @Nullable Object> value) {
    return row -> row.outcome instanceof Enrichment enrichment ? value.apply(enrichment) : null;
  }
}
