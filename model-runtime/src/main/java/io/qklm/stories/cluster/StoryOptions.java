package io.qklm.stories.cluster;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long stories live and how large they grow.
 *
 * @param stale how long after its last document a story ends
 * @param episode how long after its first document a story takes no more: what is written about for
 *     longer goes on as another story
 * @param maxStories live stories at most; the one that waited longest for a document ends first
 * @param maxDocuments different documents of a story at most; copies are not counted
 * @param largestShare share of all different documents of live stories from which a story of
 *     {@value #SMALL} or more takes no more: the guard against one that swallows all
 */
public record StoryOptions(
    Duration stale, Duration episode, int maxStories, int maxDocuments, double largestShare)
    implements Serializable {

  /** Different documents up to which a story is of no danger to others. */
  public static final int SMALL = 500;

  public StoryOptions {
    require(positive(stale), "stale", stale, "a time above 0, such as 7 d");
    require(positive(episode), "episode", episode, "a time above 0, such as 14 d");
    require(maxStories >= 1, "maxStories", maxStories, "1 or more");
    require(maxDocuments >= 1, "maxDocuments", maxDocuments, "1 or more");
    require(
        largestShare > 0 && largestShare <= 1,
        "largestShare",
        largestShare,
        "a share above 0, at most 1");
  }

  /** What is used where nothing else is said. */
  public static StoryOptions defaults() {
    return new StoryOptions(Duration.ofDays(7), Duration.ofDays(30), 20_000, 5_000, 0.25);
  }

  /** The same with other limits of time. */
  public StoryOptions withTimes(Duration otherStale, Duration otherEpisode) {
    return new StoryOptions(otherStale, otherEpisode, maxStories, maxDocuments, largestShare);
  }

  /** The same with other limits of number. */
  public StoryOptions withMost(int stories, int documents) {
    return new StoryOptions(stale, episode, stories, documents, largestShare);
  }

  private static boolean positive(Duration time) {
    return !time.isNegative() && !time.isZero();
  }

  private static void require(boolean holds, String option, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "the option %s of stories is %s; %s is allowed".formatted(option, value, allowed));
    }
  }
}
