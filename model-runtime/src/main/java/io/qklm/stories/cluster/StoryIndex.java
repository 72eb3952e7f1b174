package io.qklm.stories.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The live stories by their words and names, and how rare these are among them. */
final class StoryIndex {

  /** Stories that a search looks at, at most. */
  private static final int MOST_LOOKED_AT = 40_000;

  private final Postings terms = new Postings(LiveStory::terms);
  private final Postings names = new Postings(LiveStory::names);
  private long searches;

  void add(LiveStory story) {
    terms.add(story);
    names.add(story);
  }

  void remove(LiveStory story) {
    terms.remove(story);
    names.remove(story);
  }

  /** Live stories that have a word. */
  int withTerm(int term) {
    return terms.having(term);
  }

  /** Live stories that have a name. */
  int withName(int name) {
    return names.having(name);
  }

  /**
   * The stories that have most in common with a probe, at most {@code most}, in the order of how
   * much that is; of equals the lower id first.
   */
  List<LiveStory> nearest(Probe probe, Rarity rarity, int most) {
    List<LiveStory> found = new ArrayList<>();
    long search = ++searches;
    int looked =
        names.gather(rarity.weighed(probe.names()).unit(), search, MOST_LOOKED_AT / 2, found);
    terms.gather(probe.terms(), search, MOST_LOOKED_AT - looked, found);
    found.sort(
        Comparator.comparingDouble((LiveStory story) -> -story.gathered())
            .thenComparing(LiveStory::id));
    return found.subList(0, Math.min(most, found.size()));
  }
}
