/**
 * Documents as stories see them: what a document says, whom it names and when it was published.
 * Whoever groups documents makes {@link io.qklm.stories.StoryDocument}s and goes on to the rooms
 * {@code copy} and {@code cluster}; the operators of Flink and the benchmarks do. Nothing here
 * reads a clock, a random number or anything native, so that the same documents in the same order
 * give the same stories.
 */
@NullMarked
package io.qklm.stories;

import org.jspecify.annotations.NullMarked;
