/**
 * What every reader of published knowledge has in common: {@link
 * io.qklm.kg.source.KnowledgeSource}, the sink that it fills, its credit, options and position.
 * Each format has a room of its own below; a build pulls from them. A reader knows its format and
 * nothing of the store.
 */
@NullMarked
package io.qklm.kg.source;

import org.jspecify.annotations.NullMarked;
