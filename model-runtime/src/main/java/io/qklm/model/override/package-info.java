/**
 * What a person knows better than the engine: overrides, each of which says what a surface form
 * means, or that it means nothing. They are read from a file that may change while a job runs, and
 * laid over the links of a document after these were decided. Whoever opens an engine gives it an
 * {@link io.qklm.model.override.OverrideSource}; nothing here knows models or Flink.
 */
@NullMarked
package io.qklm.model.override;

import org.jspecify.annotations.NullMarked;
