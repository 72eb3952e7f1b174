package io.qklm.stories.content;

/**
 * Somebody or something that a story names.
 *
 * @param key as in {@link io.qklm.stories.StoryName}
 * @param label how it is called
 * @param documents documents of the story that name it
 */
public record StoryEntity(String key, String label, int documents) {}
