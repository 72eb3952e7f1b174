package io.qklm.stories.cluster;

import java.util.List;

/**
 * Where a document went.
 *
 * @param story id of its story
 * @param score probability that it belongs there; 1 for a copy and for one that began a story
 * @param because what spoke for it, in words, the strongest first
 * @param changes what happened to stories on the way, in order
 */
public record Placement(
    String story, double score, List<String> because, List<StoryChange> changes) {

  public Placement {
    because = List.copyOf(because);
    changes = List.copyOf(changes);
  }
}
