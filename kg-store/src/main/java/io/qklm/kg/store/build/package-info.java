/**
 * A build: sources staged, records joined, vectors coded, names given priors, the snapshot written.
 * {@link io.qklm.kg.store.build.KnowledgeBuild} is the way in; the commands and the starter
 * knowledge use it. A build that is cut off goes on where it stopped, and the same input gives the
 * same content digest.
 */
@NullMarked
package io.qklm.kg.store.build;

import org.jspecify.annotations.NullMarked;
