/**
 * Stories as they unfold: each document joins a live story or begins one, stories merge, go stale
 * and end. Enter through {@link io.qklm.stories.cluster.StoryClusterer}; the operators of Flink and
 * the benchmarks do. Memory and time of a document are bounded by {@link
 * io.qklm.stories.cluster.StoryOptions}, and the same documents in the same order give the same
 * stories, also across a stop in between.
 */
@NullMarked
package io.qklm.stories.cluster;

import org.jspecify.annotations.NullMarked;
