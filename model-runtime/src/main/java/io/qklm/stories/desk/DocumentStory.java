package io.qklm.stories.desk;

import io.qklm.stories.content.Novelty;
import io.qklm.stories.copy.Copy;
import java.util.List;
import java.util.Optional;

/**
 * What is said of a document.
 *
 * @param story id of its story
 * @param score probability that it belongs there, from 0 to 1
 * @param because what spoke for it, in words, the strongest first
 * @param duplicateOf the earlier document it copies, if any
 * @param novelty what it says that the story did not have
 */
public record DocumentStory(
    String story,
    double score,
    List<String> because,
    Optional<Copy> duplicateOf,
    Novelty.Result novelty) {

  public DocumentStory {
    because = List.copyOf(because);
  }
}
