/**
 * How well documents are grouped into stories, held against stories that people told apart, and how
 * the weights of that are fitted. Commands enter through {@link
 * io.qklm.benchmarks.stories.StoriesCommand}. What the engine says of the texts is gathered once
 * into a folder, so that a figure costs seconds.
 */
@NullMarked
package io.qklm.benchmarks.stories;

import org.jspecify.annotations.NullMarked;
