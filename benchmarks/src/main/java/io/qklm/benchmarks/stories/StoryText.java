package io.qklm.benchmarks.stories;

import java.time.Instant;
import java.util.Optional;

/**
 * A document of which people said to which story it belongs.
 *
 * @param id within its set
 * @param time when it was published, where the set says so
 * @param title its headline, where there is one
 * @param text its text; never blank, the headline where there is nothing else
 * @param story the story's key within the set
 * @param group what is kept together when stories are divided: stories that are alike on purpose
 */
record StoryText(
    String id,
    Optional<Instant> time,
    Optional<String> title,
    String text,
    String story,
    String group) {}
