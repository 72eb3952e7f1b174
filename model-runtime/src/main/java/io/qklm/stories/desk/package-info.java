/**
 * Where documents are taken in: copies told, stories found, what they tell kept up, revisions and
 * withdrawals followed. Enter through {@link io.qklm.stories.desk.StoryDesk}; the operators of
 * Flink lend it their state as a {@link io.qklm.stories.desk.StoryStore}. What it keeps lies in
 * that store alone, so that a desk over a copy of it goes on to the same bytes.
 */
@NullMarked
package io.qklm.stories.desk;

import org.jspecify.annotations.NullMarked;
