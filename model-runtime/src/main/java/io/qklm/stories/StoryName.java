package io.qklm.stories;

import io.qklm.stories.term.TermHash;

/**
 * Somebody or something that a document names.
 *
 * @param key the entity's id, or for what links to nothing known {@code =} and the name as {@link
 *     io.qklm.text.SurfaceNormalizer} files it
 * @param label how it is called in words
 * @param count how often the document names it, at least 1
 */
public record StoryName(String key, String label, int count) {

  /** Begins the keys of names that mean no known entity. */
  public static final String UNKNOWN = "=";

  public StoryName {
    if (count < 1) {
      throw new IllegalArgumentException("the name '" + key + "' is counted " + count + " times");
    }
  }

  /** Whether it means a known entity. */
  public boolean linked() {
    return !key.startsWith(UNKNOWN);
  }

  /** The number under which stories keep it. */
  public int hash() {
    return TermHash.of(key);
  }
}
