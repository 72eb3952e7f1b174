package io.qklm.kg.store.change;

import io.qklm.kg.SurfaceForm;
import io.qklm.kg.alias.AliasDeltaWriter;
import io.qklm.kg.alias.AliasIndex;
import io.qklm.kg.alias.Candidate;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.build.EntityNames;
import io.qklm.kg.store.build.SurfacePriors;
import io.qklm.kg.store.build.SurfacePriors.Evidence;
import io.qklm.kg.store.build.SurfacePriors.Named;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.kg.store.format.SurfaceKeys;
import io.qklm.text.SurfaceNormalizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Files the surface forms of changed entities in a delta segment.
 *
 * <p>What an older build counted is not kept, so priors of changed entities follow from the update
 * and from the priors that the surface has:
 *
 * <ul>
 *   <li>a surface that no other entity has: as in a build, {@link SurfacePriors}
 *   <li>one that the entity had before, without evidence in the update: the prior it had
 *   <li>else {@link SurfacePriors} over the entity and all others of the surface, each taken as
 *       carrying it as a label
 *   <li>other entities share what is left in proportion to their priors, and never gain
 * </ul>
 */
final class DeltaAliases {

  /** Rounding to float must not lift a sum above 1. */
  private static final double CEILING = 1 - 1e-5;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble((Candidate c) -> -c.prior()).thenComparingInt(Candidate::ordinal);

  /** What the delta says of one surface. */
  private static final class Surface {
    final List<Named> names = new ArrayList<>();
    final List<Evidence> evidence = new ArrayList<>();
  }

  private final KnowledgeSnapshot parent;
  private final BitSet touched;
  private final SurfaceNormalizer normalizer = new SurfaceNormalizer();
  private final TreeMap<byte[], Surface> surfaces = new TreeMap<>(Arrays::compareUnsigned);
  private final Set<String> countingSources = new HashSet<>();

  DeltaAliases(KnowledgeSnapshot parent, BitSet touched) {
    this.parent = parent;
    this.touched = touched;
  }

  void add(DeltaRecords.Upserted upserted, boolean lastNames) throws IOException {
    int ordinal = upserted.ordinal();
    float rank = upserted.update().entity().rank();
    EntityNames.visit(
        upserted.update().entity(),
        lastNames,
        (name, role) -> {
          String key = normalizer.key(name);
          if (SurfaceKeys.usable(key)) {
            of(key).names.add(new Named(ordinal, rank, role));
          }
        });
    for (SurfaceForm form : upserted.update().surfaces()) {
      if (form.weight() > 1) {
        countingSources.add(form.source());
      }
      String key = normalizer.key(form.surface());
      if (SurfaceKeys.usable(key)) {
        of(key).evidence.add(new Evidence(ordinal, form.source(), form.weight()));
      }
    }
  }

  private Surface of(String key) {
    return surfaces.computeIfAbsent(key.getBytes(StandardCharsets.UTF_8), k -> new Surface());
  }

  /** Whether older segments say nothing wrong without a new one. */
  boolean isEmpty() {
    return surfaces.isEmpty() && touched.isEmpty();
  }

  /** Writes the segment; how many surfaces are new. */
  long write(Path folder) throws IOException {
    SurfacePriors priors = new SurfacePriors(countingSources);
    AliasIndex known = parent.aliases();
    try (AliasDeltaWriter writer = new AliasDeltaWriter(folder, touched)) {
      for (Map.Entry<byte[], Surface> entry : surfaces.entrySet()) {
        String key = new String(entry.getKey(), StandardCharsets.UTF_8);
        List<Candidate> before = known.candidates(key, Integer.MAX_VALUE);
        List<Candidate> now = candidates(entry.getValue(), before, priors);
        if (!now.isEmpty()) {
          writer.add(key, now, before.isEmpty());
        }
      }
      writer.finish();
      return writer.newKeys();
    }
  }

  private List<Candidate> candidates(
      Surface surface, List<Candidate> before, SurfacePriors priors) {
    List<Candidate> others =
        before.stream().filter(candidate -> !touched.get(candidate.ordinal())).toList();
    List<Candidate> changed = changed(surface, before, others, priors);
    double taken = sum(changed);
    double rest = sum(others);
    double scale = taken + rest <= 1 ? 1 : Math.max(0, CEILING - taken) / rest;
    List<Candidate> all = new ArrayList<>(changed);
    for (Candidate other : others) {
      all.add(new Candidate(other.ordinal(), (float) (other.prior() * scale)));
    }
    return all.stream().sorted(BEST_FIRST).limit(SurfacePriors.MAX_CANDIDATES).toList();
  }

  private List<Candidate> changed(
      Surface surface, List<Candidate> before, List<Candidate> others, SurfacePriors priors) {
    Set<Integer> known = new HashSet<>();
    others.forEach(other -> known.add(other.ordinal()));
    Set<Integer> evident = new HashSet<>();
    surface.evidence.forEach(evidence -> evident.add(evidence.ordinal()));
    List<Named> names = new ArrayList<>(surface.names);
    int[] ordinals = others.stream().mapToInt(Candidate::ordinal).toArray();
    for (StoredEntity other : parent.entities(ordinals)) {
      names.add(new Named(other.ordinal(), other.rank(), SurfacePriors.Role.LABEL));
    }
    Map<Integer, Candidate> kept = new TreeMap<>();
    for (Candidate candidate : before) {
      if (!known.contains(candidate.ordinal()) && !evident.contains(candidate.ordinal())) {
        kept.put(candidate.ordinal(), candidate);
      }
    }
    List<Candidate> changed = new ArrayList<>();
    for (Candidate fresh : priors.candidates(names, surface.evidence)) {
      if (!known.contains(fresh.ordinal())) {
        changed.add(kept.getOrDefault(fresh.ordinal(), fresh));
      }
    }
    double sum = sum(changed);
    if (sum <= CEILING) {
      return changed;
    }
    return changed.stream()
        .map(c -> new Candidate(c.ordinal(), (float) (c.prior() * CEILING / sum)))
        .toList();
  }

  private static double sum(List<Candidate> candidates) {
    return candidates.stream().mapToDouble(Candidate::prior).sum();
  }
}
