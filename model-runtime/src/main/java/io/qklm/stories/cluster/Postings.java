package io.qklm.stories.cluster;

import io.qklm.stories.term.TermVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** From keys to the live stories that have them. */
final class Postings {

  private final Function<LiveStory, TermVector> keys;
  private final Map<Integer, Set<LiveStory>> stories = new HashMap<>();

  /**
   * @param keys what a story is filed under
   */
  Postings(Function<LiveStory, TermVector> keys) {
    this.keys = keys;
  }

  void add(LiveStory story) {
    for (int key : keys.apply(story).terms()) {
      stories.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(story);
    }
  }

  void remove(LiveStory story) {
    for (int key : keys.apply(story).terms()) {
      Set<LiveStory> having = stories.get(key);
      if (having != null && having.remove(story) && having.isEmpty()) {
        stories.remove(key);
      }
    }
  }

  /** Stories that have a key. */
  int having(int key) {
    return stories.getOrDefault(key, Set.of()).size();
  }

  /**
   * Gathers for each story the weights of the probe's keys that it has, the rarest keys first.
   *
   * @param search number of the search
   * @param most stories that are looked at, at most; what is so common as to pass it is left out
   * @param found gets the stories that this search had not found
   * @return how many stories were looked at
   */
  int gather(TermVector probe, long search, int most, List<LiveStory> found) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < probe.size(); i++) {
      if (stories.containsKey(probe.terms()[i])) {
        order.add(i);
      }
    }
    order.sort(
        Comparator.comparingInt((Integer i) -> having(probe.terms()[i]))
            .thenComparing(i -> probe.terms()[i]));
    int looked = 0;
    for (int i : order) {
      Set<LiveStory> having = stories.getOrDefault(probe.terms()[i], Set.of());
      if (looked + having.size() > most) {
        break;
      }
      looked += having.size();
      for (LiveStory story : having) {
        double share = keys.apply(story).weight(probe.terms()[i]) / story.distinct();
        if (story.gather(search, probe.weights()[i] * Math.sqrt(share))) {
          found.add(story);
        }
      }
    }
    return looked;
  }
}
