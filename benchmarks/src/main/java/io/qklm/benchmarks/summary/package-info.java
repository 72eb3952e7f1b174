/**
 * How close summaries come to written ones. ROUGE as the literature counts it, beside the first
 * three sentences. And how clean they are.
 */
@NullMarked
package io.qklm.benchmarks.summary;

import org.jspecify.annotations.NullMarked;
