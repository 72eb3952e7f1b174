package io.qklm.kg.store.change;

import io.qklm.kg.alias.Candidate;
import io.qklm.kg.store.build.SurfacePriors;
import io.qklm.kg.store.build.SurfacePriors.Evidence;
import io.qklm.kg.store.build.SurfacePriors.Named;
import io.qklm.kg.store.build.SurfacePriors.Role;
import io.qklm.kg.store.format.NameCarrier;
import io.qklm.kg.store.format.NameCarrier.Weight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The priors of one surface form after updates: a function of what is known of it now, whatever the
 * order of the updates and the deltas they came in.
 *
 * <ul>
 *   <li>Where the build kept what it counted: as a build, {@link SurfacePriors}, over the counts of
 *       the build and of the updates together. Counts of a source that the build had not heard on
 *       the surface are held against {@value #UNHEARD} imagined ones, spread as the names'
 *       popularity, so that a single count does not outweigh all that is known.
 *   <li>In a snapshot that kept nothing but priors: entities without counts in their last update
 *       keep theirs. For the others the kept priors stand for {@value #INHERITED} counts, and those
 *       kept share what is left, in proportion, and never gain.
 * </ul>
 */
final class CarrierPriors {

  /** Counts that what is known without a source stands for. */
  private static final double UNHEARD = 10;

  /** Counts that priors stand for whose counts were not kept. */
  private static final double INHERITED = 100;

  /** From here on a weight of an update is a count: nothing is named by one entity for certain. */
  private static final double LEAST_COUNT = 1;

  /** Rounding to float must not lift a sum above 1. */
  private static final double CEILING = 1 - 1e-5;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble((Candidate c) -> -c.prior()).thenComparingInt(Candidate::ordinal);

  private final Set<String> countingSources;

  /**
   * Prepares for a snapshot.
   *
   * @param countingSources the sources whose weights its build found to be counts
   */
  CarrierPriors(Set<String> countingSources) {
    this.countingSources = Set.copyOf(countingSources);
  }

  /**
   * The candidates of a surface, best first, adding up to at most 1.
   *
   * @param ranks of all entities that are in effect, by ordinal
   */
  List<Candidate> candidates(Collection<NameCarrier> carriers, Map<Integer, Float> ranks) {
    List<NameCarrier> now = carriers.stream().filter(NameCarrier::inEffect).toList();
    Map<Integer, Double> kept = new TreeMap<>();
    for (NameCarrier carrier : now) {
      if (carrier.inherited().isPresent() && carrier.told().isEmpty()) {
        kept.put(carrier.ordinal(), carrier.inherited().getAsDouble());
      }
    }
    List<Named> names = names(now, kept.keySet(), ranks);
    Set<String> counting = new HashSet<>(countingSources);
    List<Evidence> evidence = evidence(now, counting);
    evidence.addAll(imagined(now, counting, names, kept));
    List<Candidate> fresh = new SurfacePriors(counting).candidates(names, evidence);
    return kept.isEmpty() ? fresh : besideKept(fresh, kept);
  }

  private static List<Named> names(
      List<NameCarrier> now, Set<Integer> kept, Map<Integer, Float> ranks) {
    List<Named> names = new ArrayList<>();
    for (NameCarrier carrier : now) {
      float rank = ranks.getOrDefault(carrier.ordinal(), 0f);
      if (carrier.role() != NameCarrier.NO_ROLE) {
        names.add(new Named(carrier.ordinal(), rank, Role.ofCode(carrier.role())));
      } else if (kept.contains(carrier.ordinal())) {
        names.add(new Named(carrier.ordinal(), rank, Role.LABEL)); // How it is called is not kept.
      }
    }
    return names;
  }

  private static List<Evidence> evidence(List<NameCarrier> now, Set<String> counting) {
    List<Evidence> evidence = new ArrayList<>();
    for (NameCarrier carrier : now) {
      for (Weight weight : carrier.evidence()) {
        evidence.add(new Evidence(carrier.ordinal(), weight.source(), weight.weight()));
        if (!carrier.told().isEmpty() && weight.weight() >= LEAST_COUNT) {
          counting.add(weight.source());
        }
      }
    }
    return evidence;
  }

  /** What is known besides, as counts of those sources that only updates bring. */
  private static List<Evidence> imagined(
      List<NameCarrier> now, Set<String> counting, List<Named> names, Map<Integer, Double> kept) {
    Set<String> heard = new HashSet<>();
    Set<String> told = new HashSet<>();
    for (NameCarrier carrier : now) {
      boolean update = !carrier.told().isEmpty();
      carrier.evidence().forEach(weight -> (update ? told : heard).add(weight.source()));
    }
    double sum = kept.values().stream().mapToDouble(Double::doubleValue).sum();
    boolean inherited = sum > 0;
    Map<Integer, Double> known = inherited ? kept : SurfacePriors.popularity(names);
    double scale = inherited ? INHERITED / sum : UNHEARD;
    List<Evidence> imagined = new ArrayList<>();
    for (String source : told) {
      if (counting.contains(source) && !heard.contains(source)) {
        known.forEach(
            (ordinal, part) -> {
              if (part > 0) {
                imagined.add(new Evidence(ordinal, source, part * scale));
              }
            });
      }
    }
    return imagined;
  }

  private static List<Candidate> besideKept(List<Candidate> fresh, Map<Integer, Double> kept) {
    List<Candidate> changed =
        fresh.stream().filter(candidate -> !kept.containsKey(candidate.ordinal())).toList();
    double taken = changed.stream().mapToDouble(Candidate::prior).sum();
    double rest = kept.values().stream().mapToDouble(Double::doubleValue).sum();
    double scale = taken + rest <= 1 ? 1 : Math.max(0, CEILING - taken) / rest;
    List<Candidate> all = new ArrayList<>(changed);
    kept.forEach((ordinal, prior) -> all.add(new Candidate(ordinal, (float) (prior * scale))));
    return all.stream().sorted(BEST_FIRST).limit(SurfacePriors.MAX_CANDIDATES).toList();
  }
}
