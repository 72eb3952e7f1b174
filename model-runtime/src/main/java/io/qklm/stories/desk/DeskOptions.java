package io.qklm.stories.desk;

import io.qklm.stories.cluster.StoryOptions;
import io.qklm.stories.copy.CopyOptions;
import java.io.Serializable;
import java.time.Duration;

/**
 * How documents are taken in.
 *
 * @param copies when a text is a copy
 * @param stories how long stories live and how large they grow
 * @param summarySentences sentences of a story's summary at most
 */
public record DeskOptions(CopyOptions copies, StoryOptions stories, int summarySentences)
    implements Serializable {

  public DeskOptions {
    if (summarySentences < 1) {
      throw new IllegalArgumentException(
          "the option summarySentences of stories is %d; 1 or more is allowed"
              .formatted(summarySentences));
    }
  }

  /** What is used where nothing else is said. */
  public static DeskOptions defaults() {
    return new DeskOptions(CopyOptions.defaults(), StoryOptions.defaults(), 5);
  }

  /** The same with other limits of stories. */
  public DeskOptions withStories(StoryOptions others) {
    return new DeskOptions(copies, others, summarySentences);
  }

  /** How long a document is known, so that a revision or a withdrawal finds its story. */
  public Duration retention() {
    return stories.episode().plus(stories.stale());
  }
}
