package io.qklm.kg.store.build;

import io.qklm.kg.alias.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How likely a surface form means each of the entities it may name, before any context.
 *
 * <p>Two things are known: what sources counted (evidence), and how prominent the entities are that
 * carry the surface as a name (popularity).
 *
 * <ul>
 *   <li>Evidence of one source: counts are divided by their sum over the surface; probabilities are
 *       taken as they are, scaled down where they exceed 1 together. Where several spellings fall
 *       on one surface, counts add up and of probabilities the greatest counts. Several sources are
 *       averaged over those that know the surface.
 *   <li>Popularity: {@code share * exp(6 * rank)}, divided by its sum over the surface; share is 1
 *       for a label, 1/2 for an alias, 1/4 for a last name.
 *   <li>Prior: {@code 0.7 * evidence + 0.3 * popularity} where both are known, else the one that
 *       is.
 * </ul>
 */
public final class SurfacePriors {

  /** Most candidates kept for a surface. */
  public static final int MAX_CANDIDATES = 64;

  private static final double EVIDENCE_PART = 0.7;
  private static final double RANK_STEEPNESS = 6;

  /** Rounding to float must not lift a sum above 1. */
  private static final double CEILING = 1 - 1e-5;

  /** How an entity carries a name. The code is what {@link Staging.Table#NAMES} sorts by. */
  public enum Role {
    LABEL(0, 1),
    ALIAS(1, 0.5),
    LAST_NAME(2, 0.25);

    private final int code;
    final double share;

    Role(int code, double share) {
      this.code = code;
      this.share = share;
    }

    /** What stands for the role on disk. */
    public int code() {
      return code;
    }

    /** The role of a code. */
    public static Role ofCode(int code) {
      for (Role role : values()) {
        if (role.code == code) {
          return role;
        }
      }
      throw new IllegalStateException("no name role has the code " + code);
    }
  }

  /** An entity that carries the surface as a name. */
  public record Named(int ordinal, float rank, Role role) {}

  /** A source that saw the surface mean an entity. */
  public record Evidence(int ordinal, String source, double weight) {}

  private final Set<String> countingSources;

  /**
   * Prepares for some sources.
   *
   * @param countingSources those whose weights are counts; others give probabilities
   */
  public SurfacePriors(Set<String> countingSources) {
    this.countingSources = Set.copyOf(countingSources);
  }

  /** The candidates of one surface, best first, adding up to at most 1. */
  public List<Candidate> candidates(List<Named> names, List<Evidence> evidence) {
    Map<Integer, Double> popularity = popularity(names);
    Map<Integer, Double> seen = evidence(evidence);
    double evidencePart = popularity.isEmpty() ? 1 : seen.isEmpty() ? 0 : EVIDENCE_PART;
    Map<Integer, Double> priors = new TreeMap<>();
    seen.forEach((ordinal, p) -> priors.merge(ordinal, evidencePart * p, Double::sum));
    popularity.forEach((ordinal, p) -> priors.merge(ordinal, (1 - evidencePart) * p, Double::sum));
    return priors.entrySet().stream()
        .map(entry -> new Candidate(entry.getKey(), (float) (CEILING * entry.getValue())))
        .sorted(
            Comparator.comparingDouble((Candidate c) -> -c.prior())
                .thenComparingInt(Candidate::ordinal))
        .limit(MAX_CANDIDATES)
        .toList();
  }

  /** What is known without evidence: the part of each entity that carries the surface. */
  public static Map<Integer, Double> popularity(List<Named> names) {
    Map<Integer, Double> shares = new HashMap<>();
    for (Named name : names) {
      double share = name.role().share * Math.exp(RANK_STEEPNESS * name.rank());
      shares.merge(name.ordinal(), share, Math::max);
    }
    return divided(shares, sum(shares));
  }

  private Map<Integer, Double> evidence(List<Evidence> evidence) {
    Map<String, Map<Integer, Double>> bySource = new TreeMap<>();
    for (Evidence one : evidence) {
      boolean counts = countingSources.contains(one.source());
      bySource
          .computeIfAbsent(one.source(), source -> new TreeMap<>())
          .merge(one.ordinal(), one.weight(), counts ? Double::sum : Math::max);
    }
    List<Map<Integer, Double>> distributions = new ArrayList<>();
    bySource.forEach(
        (source, weights) -> {
          double sum = sum(weights);
          boolean counts = countingSources.contains(source);
          distributions.add(divided(weights, counts ? sum : Math.max(1, sum)));
        });
    Map<Integer, Double> mean = new TreeMap<>();
    for (Map<Integer, Double> distribution : distributions) {
      distribution.forEach(
          (ordinal, p) -> mean.merge(ordinal, p / distributions.size(), Double::sum));
    }
    return mean;
  }

  private static double sum(Map<Integer, Double> weights) {
    // In the order of ordinals, so that rounding is the same every time.
    return new TreeMap<>(weights).values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static Map<Integer, Double> divided(Map<Integer, Double> weights, double by) {
    Map<Integer, Double> parts = new TreeMap<>();
    weights.forEach((ordinal, weight) -> parts.put(ordinal, weight / by));
    return parts;
  }
}
