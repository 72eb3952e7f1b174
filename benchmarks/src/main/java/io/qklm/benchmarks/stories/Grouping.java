package io.qklm.benchmarks.stories;

import io.qklm.benchmarks.stories.Clustering.Pair;
import io.qklm.benchmarks.stories.StoryStream.Arrival;
import io.qklm.benchmarks.stories.StoryStream.Means;
import io.qklm.stories.cluster.Placement;
import io.qklm.stories.cluster.StoryChange;
import io.qklm.stories.cluster.StoryClusterer;
import io.qklm.stories.cluster.StoryOptions;
import io.qklm.stories.cluster.StoryWeights;
import io.qklm.stories.copy.Copy;
import io.qklm.stories.copy.CopyIndex;
import io.qklm.stories.copy.CopyKind;
import io.qklm.stories.copy.CopyOptions;
import io.qklm.stories.term.TermFrequencies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A way to group documents as they arrive. */
interface Grouping {

  /** How each document of a stream is grouped, in its order. */
  List<Pair> group(StoryStream stream);

  /** As the operators do: copies go with their originals, the rest by its clues. */
  record Stories(StoryWeights weights, StoryOptions options, Means means, TermFrequencies language)
      implements Grouping {

    @Override
    public List<Pair> group(StoryStream stream) {
      StoryClusterer clusterer = new StoryClusterer(weights, options, language);
      CopyIndex copies = new CopyIndex(CopyOptions.defaults());
      Map<String, String> storyOf = new HashMap<>();
      Map<String, String> mergedInto = new HashMap<>();
      List<String> found = new ArrayList<>();
      for (Arrival arrival : stream.arrivals()) {
        long now = arrival.text().time().map(time -> time.toEpochMilli()).orElse(0L);
        arrival.text().time().ifPresent(time -> clusterer.advance(time.toEpochMilli()));
        copies.forgetBefore(now);
        Optional<Copy> copy =
            copies.find(arrival.copy()).filter(one -> one.kind() != CopyKind.PARTIAL);
        Placement placement =
            copy.flatMap(
                    one ->
                        clusterer.joinAsCopy(
                            arrival.text().time(),
                            last(storyOf.getOrDefault(one.original(), ""), mergedInto),
                            one.similarity(),
                            "copy"))
                .orElseGet(() -> clusterer.place(arrival.seen(means)));
        if (copy.isEmpty()) {
          copies.add(arrival.text().id(), now, arrival.copy());
        }
        for (StoryChange change : placement.changes()) {
          if (change instanceof StoryChange.Merged merged) {
            mergedInto.put(merged.story(), merged.into());
          }
        }
        storyOf.put(arrival.text().id(), placement.story());
        // The id of a story that ended may be given again.
        found.add(placement.story());
      }
      List<Pair> pairs = new ArrayList<>();
      for (int i = 0; i < found.size(); i++) {
        pairs.add(
            new Pair(stream.arrivals().get(i).text().story(), last(found.get(i), mergedInto)));
      }
      return pairs;
    }

    private static String last(String story, Map<String, String> mergedInto) {
      String last = story;
      for (String next = mergedInto.get(last); next != null; next = mergedInto.get(last)) {
        last = next;
      }
      return last;
    }
  }
}
