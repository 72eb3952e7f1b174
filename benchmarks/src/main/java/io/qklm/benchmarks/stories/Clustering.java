package io.qklm.benchmarks.stories;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Documents that were grouped, held against how people grouped them. */
final class Clustering {

  private Clustering() {}

  /** A document's story as people see it and as it was found. */
  record Pair(String gold, String found) {}

  /**
   * B-cubed (Bagga and Baldwin 1998), in percent.
   *
   * @param precision share of a document's found story that is of its own
   * @param recall share of its own story that is in the found one
   */
  record BCubed(double precision, double recall) {
    double f1() {
      return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }
  }

  /** What a document adds to the means of B-cubed. */
  record Share(String gold, double precision, double recall) {}

  /** How many documents each story has, as people see it, as it was found, and as both do. */
  private record Counts(
      Map<String, Integer> gold, Map<String, Integer> found, Map<Pair, Integer> both) {}

  private static Counts counts(List<Pair> pairs) {
    Counts counts = new Counts(new HashMap<>(), new HashMap<>(), new HashMap<>());
    for (Pair pair : pairs) {
      counts.gold().merge(pair.gold(), 1, Integer::sum);
      counts.found().merge(pair.found(), 1, Integer::sum);
      counts.both().merge(pair, 1, Integer::sum);
    }
    return counts;
  }

  /** Precision and recall of each document, in their order. */
  static List<Share> shares(List<Pair> pairs) {
    Counts counts = counts(pairs);
    List<Share> shares = new ArrayList<>(pairs.size());
    for (Pair pair : pairs) {
      double common = counts.both().getOrDefault(pair, 0);
      shares.add(
          new Share(
              pair.gold(),
              common / counts.found().getOrDefault(pair.found(), 1),
              common / counts.gold().getOrDefault(pair.gold(), 1)));
    }
    return shares;
  }

  /** The means over documents. */
  static BCubed bCubed(List<Share> shares) {
    return new BCubed(
        100 * shares.stream().mapToDouble(Share::precision).average().orElse(0),
        100 * shares.stream().mapToDouble(Share::recall).average().orElse(0));
  }

  /** The adjusted Rand index (Hubert and Arabie 1985), in percent. */
  static double ari(List<Pair> pairs) {
    Counts counts = counts(pairs);
    double together = couples(counts.both());
    double mine = couples(counts.gold());
    double theirs = couples(counts.found());
    double all = pairs.size() * (pairs.size() - 1.0) / 2;
    double chance = all == 0 ? 0 : mine * theirs / all;
    double most = (mine + theirs) / 2;
    return most == chance ? 100 : 100 * (together - chance) / (most - chance);
  }

  private static double couples(Map<?, Integer> sizes) {
    return sizes.values().stream().mapToDouble(size -> size * (size - 1.0) / 2).sum();
  }
}
