package io.qklm.stories.desk;

import io.qklm.stories.content.StoryEntity;
import io.qklm.stories.content.StorySummary;
import java.time.Instant;
import java.util.List;

/** The latest value of a story, by its id. */
public sealed interface StoryUpdate {

  /** Id of the story. */
  String id();

  /**
   * A live story.
   *
   * @param headline of its most central document
   * @param summary a few sentences of its documents, the newest first
   * @param entities whom it names, with the documents that do
   * @param firstSeen time of its first document
   * @param lastSeen time of its last
   * @param sources who published on it
   * @param documents ids of its latest documents that are no copies
   * @param size its documents, copies counted
   * @param momentum documents an hour of late
   * @param revision how often it changed, from 1
   */
  record Live(
      String id,
      String headline,
      StorySummary summary,
      List<StoryEntity> entities,
      Instant firstSeen,
      Instant lastSeen,
      List<String> sources,
      List<String> documents,
      int size,
      double momentum,
      int revision)
      implements StoryUpdate {

    public Live {
      entities = List.copyOf(entities);
      sources = List.copyOf(sources);
      documents = List.copyOf(documents);
    }
  }

  /** A story that is part of another now. */
  record Merged(String id, String mergedInto) implements StoryUpdate {}

  /** A story that is no more: a tombstone. */
  record Ended(String id) implements StoryUpdate {}
}
