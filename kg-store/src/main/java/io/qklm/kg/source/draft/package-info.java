/**
 * Entities under construction: drafts that readers fill field by field, and values of facts checked
 * on the way. Readers of formats that scatter an entity over several records use it. A draft leaves
 * only as a checked record.
 */
@NullMarked
package io.qklm.kg.source.draft;

import org.jspecify.annotations.NullMarked;
