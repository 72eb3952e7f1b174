/**
 * Changes of a snapshot: a delta applied to its parent, and compaction with or without new
 * codebooks. The update job and the commands enter by {@link io.qklm.kg.store.change.DeltaBuild}
 * and {@link io.qklm.kg.store.change.Compaction}. A change never touches its parent: it shares the
 * parent's files and writes beside them.
 */
@NullMarked
package io.qklm.kg.store.change;

import org.jspecify.annotations.NullMarked;
