package io.qklm.stories.cluster;

/** What happens to a story besides being joined. */
public sealed interface StoryChange {

  /** Its id. */
  String story();

  /** It began. */
  record Began(String story) implements StoryChange {}

  /** Its documents belong to another story now, and it is no more. */
  record Merged(String story, String into) implements StoryChange {}

  /** It takes no more documents and is forgotten. */
  record Ended(String story) implements StoryChange {}
}
