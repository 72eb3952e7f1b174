/**
 * What comes in and what goes out: documents, enrichments, rejections and where an enrichment came
 * from. Values only, free of Kafka, Flink and models. Offsets in these values count Unicode code
 * points of the original text.
 */
@NullMarked
package io.qklm.document;

import org.jspecify.annotations.NullMarked;
