package io.qklm.stories.desk;

/** What a record of a stream is to a desk. */
public sealed interface StoryReading {

  /** A document, or a further version of one. */
  record Document(StoryText text) implements StoryReading {}

  /** The withdrawal of a document. */
  record Withdrawal(String id) implements StoryReading {}

  /** Something that no story is made of; it passes. */
  record Other() implements StoryReading {}
}
