package io.qklm.kg.source;

import io.qklm.kg.source.KnowledgeSink.Signal;
import java.util.EnumMap;
import java.util.Map;

/**
 * How prominent an entity is, from 0 to 1, out of all that speaks of it: the mean of those that are
 * known, each on a scale on which equal factors count equally.
 *
 * <ul>
 *   <li>what records say as rank; of Wikidata {@code ln(1 + wiki pages) / ln(401)}
 *   <li>pages that link to its page: {@code ln(1 + pages) / ln(100,001)}
 *   <li>views of its page a day: {@code ln(1 + views) / ln(100,001)}
 * </ul>
 *
 * A rank of 0 is one that is not known. More than the scale has counts as 1.
 */
public final class Prominence {

  private static final double MOST_LINKS = 100_000;
  private static final double MOST_VIEWS = 100_000;

  private final double rank;
  private final Map<Signal, Double> counts = new EnumMap<>(Signal.class);

  /** Begins with what the records say. */
  public Prominence(float rank) {
    this.rank = rank;
  }

  /** Adds a part of a count. */
  public void add(Signal signal, double part) {
    counts.merge(signal, part, Double::sum);
  }

  /** The measure. */
  public float rank() {
    double sum = rank;
    int known = rank > 0 ? 1 : 0;
    for (Map.Entry<Signal, Double> entry : counts.entrySet()) {
      double most =
          switch (entry.getKey()) {
            case LINKS -> MOST_LINKS;
            case VIEWS -> MOST_VIEWS;
          };
      sum += Math.min(1, Math.log1p(Math.max(0, entry.getValue())) / Math.log1p(most));
      known++;
    }
    return known == 0 ? 0 : (float) Math.min(1, sum / known);
  }
}
