/**
 * Enrichment of files and pipes, without Kafka and Flink. The command {@code enrich} and the
 * benchmarks enter by {@link io.qklm.deploy.enrich.FileEnrichment}. Every line that goes in comes
 * out as one enriched record or as one error, in the order of the input.
 */
@NullMarked
package io.qklm.deploy.enrich;

import org.jspecify.annotations.NullMarked;
