/**
 * The project's own interchange form, JSON lines and TSV, and updates written in it. Builds, deltas
 * and the update job read here, and the supplement of the starter knowledge is written in it. The
 * form is documented in docs/interchange-form.md.
 */
@NullMarked
package io.qklm.kg.source.interchange;

import org.jspecify.annotations.NullMarked;
