/**
 * How close summaries come to written ones. ROUGE as the literature counts it, beside the first
 * three sentences. Used by the summaries command alone.
 */
@NullMarked
package io.qklm.benchmarks.summary;

import org.jspecify.annotations.NullMarked;
