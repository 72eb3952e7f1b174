package io.qklm.benchmarks.stories;

import io.qklm.benchmarks.stories.Clustering.Pair;
import io.qklm.benchmarks.stories.StoryStream.Arrival;
import io.qklm.stories.StoryDocument;
import io.qklm.stories.StoryName;
import io.qklm.stories.term.TermFrequencies;
import io.qklm.stories.term.TermVector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Single-pass clustering (van Rijsbergen 1979), as first-story detection does it: a document joins
 * the group whose centroid is nearest by cosine, if it is near enough, else it begins one. A group
 * that got no document for seven days takes none.
 *
 * @param vectors the vector of a document
 * @param threshold cosine from which it joins
 */
record SinglePass(Function<Arrival, TermVector> vectors, double threshold) implements Grouping {

  private static final long STALE = Duration.ofDays(7).toMillis();

  /** Documents by their words, weighed by how rare these are in the language. */
  static Function<Arrival, TermVector> words(TermFrequencies language) {
    return arrival -> {
      StoryDocument document = arrival.document();
      float[] weights = new float[document.terms().size()];
      for (int i = 0; i < weights.length; i++) {
        weights[i] =
            (float)
                (TermVector.damped(document.terms().counts()[i])
                    * Math.max(1e-3, language.rarity(document.terms().terms()[i])));
      }
      return new TermVector(document.terms().terms(), weights).unit();
    };
  }

  /** Documents by the entities and names they name. */
  static Function<Arrival, TermVector> names() {
    return arrival -> {
      List<StoryName> names = arrival.document().names();
      int[] keys = names.stream().mapToInt(StoryName::hash).sorted().distinct().toArray();
      float[] counts = new float[keys.length];
      for (StoryName name : names) {
        counts[Arrays.binarySearch(keys, name.hash())] = (float) TermVector.damped(name.count());
      }
      return new TermVector(keys, counts).unit();
    };
  }

  /** Documents by their MiniLM vectors. */
  static Function<Arrival, TermVector> dense(Function<Arrival, float[]> vector) {
    return arrival -> {
      float[] values = vector.apply(arrival);
      int[] places = new int[values.length];
      Arrays.setAll(places, i -> i);
      return new TermVector(places, values);
    };
  }

  private static final class Group {
    private final String id;
    private TermVector sum;
    private double length;
    private long last;

    Group(String id, TermVector sum, long last) {
      this.id = id;
      this.sum = sum;
      this.length = sum.length();
      this.last = last;
    }

    void add(TermVector vector, long time) {
      sum = sum.plus(vector);
      length = sum.length();
      last = Math.max(last, time);
    }
  }

  @Override
  public List<Pair> group(StoryStream stream) {
    List<Group> groups = new ArrayList<>();
    List<Pair> pairs = new ArrayList<>();
    for (Arrival arrival : stream.arrivals()) {
      TermVector vector = vectors.apply(arrival);
      long time = arrival.text().time().map(when -> when.toEpochMilli()).orElse(0L);
      groups.removeIf(group -> group.last < time - STALE);
      Optional<Group> best = Optional.empty();
      double nearest = threshold;
      for (Group group : groups) {
        double cosine = group.length == 0 ? 0 : group.sum.dot(vector) / group.length;
        if (cosine >= nearest && cosine > 0) {
          nearest = cosine;
          best = Optional.of(group);
        }
      }
      Group group =
          best.orElseGet(
              () -> {
                Group begun = new Group(arrival.text().id(), vector, time);
                groups.add(begun);
                return begun;
              });
      if (best.isPresent()) {
        group.add(vector, time);
      }
      pairs.add(new Pair(arrival.text().story(), group.id));
    }
    return pairs;
  }
}
