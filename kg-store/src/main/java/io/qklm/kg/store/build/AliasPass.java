package io.qklm.kg.store.build;

import io.qklm.kg.alias.AliasIndexWriter;
import io.qklm.kg.alias.Candidate;
import io.qklm.kg.store.build.Staging.Cursor;
import io.qklm.kg.store.build.Staging.Table;
import io.qklm.kg.store.build.SurfacePriors.Evidence;
import io.qklm.kg.store.build.SurfacePriors.Named;
import io.qklm.kg.store.build.SurfacePriors.Role;
import io.qklm.kg.store.format.ByteReader;
import io.qklm.kg.store.format.ByteWriter;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.format.NameCarrier;
import io.qklm.kg.store.format.NameCarriersCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Walks over names and surface forms side by side and files each surface with its candidates. */
final class AliasPass {

  private static final byte[] NOTHING = {};

  private final Staging staging;
  private final BuildTally tally;
  private final BuildWatch watch;
  private final NameOccurrences occurrences;

  AliasPass(Staging staging, BuildTally tally, BuildWatch watch, NameOccurrences occurrences) {
    this.occurrences = occurrences;
    this.staging = staging;
    this.tally = tally;
    this.watch = watch;
  }

  /**
   * Writes both files of the alias index into {@code folder}, and into {@code writer} what its
   * priors follow from, for deltas; the number of surfaces in it.
   */
  long write(Path folder, SnapshotWriter writer, Set<String> countingSources) throws IOException {
    watch.phase("filing names", -1);
    SurfacePriors priors = new SurfacePriors(countingSources);
    long surfaces = 0;
    writer.put(
        Family.NAMES,
        NameCarriersCodec.countingSourcesKey(),
        NameCarriersCodec.encodeSources(countingSources));
    try (AliasIndexWriter index = new AliasIndexWriter(folder);
        KeyedCursor names = new KeyedCursor(staging.scan(Table.NAMES));
        KeyedCursor forms = new KeyedCursor(staging.scan(Table.SURFACES))) {
      for (byte[] key = least(names.key, forms.key);
          key != null;
          key = least(names.key, forms.key)) {
        List<Named> named = named(names, key);
        List<Evidence> evidence = evidence(forms, key, countingSources);
        List<Candidate> candidates = priors.candidates(named, evidence);
        if (!candidates.isEmpty()) {
          writer.put(Family.NAMES, key, NameCarriersCodec.encode(carriers(key, named, evidence)));
          String surface = new String(key, StandardCharsets.UTF_8);
          index.add(surface, candidates, occurrences.seldomLinked(surface));
          surfaces++;
        }
        watch.advance();
      }
      index.finish();
    }
    staging.flush();
    try (Cursor counted = staging.scan(Table.COUNTED)) {
      while (counted.next()) {
        writer.put(Family.COUNTED, counted.key(), NOTHING);
      }
    }
    return surfaces;
  }

  private Collection<NameCarrier> carriers(byte[] key, List<Named> named, List<Evidence> evidence)
      throws IOException {
    TreeMap<Integer, Integer> roles = new TreeMap<>();
    named.forEach(name -> roles.merge(name.ordinal(), name.role().code(), Math::min));
    TreeMap<Integer, List<NameCarrier.Weight>> weights = new TreeMap<>();
    for (Evidence one : evidence) {
      List<NameCarrier.Weight> known = weights.get(one.ordinal());
      if (known == null) {
        known = new ArrayList<>();
        weights.put(one.ordinal(), known);
        staging.put(Table.COUNTED, new ByteWriter().u32(one.ordinal()).raw(key).toBytes(), NOTHING);
      }
      known.add(new NameCarrier.Weight(one.source(), one.weight()));
    }
    TreeMap<Integer, NameCarrier> carriers = new TreeMap<>();
    roles.keySet().forEach(ordinal -> carriers.put(ordinal, NameCarrier.nothing(ordinal)));
    weights.keySet().forEach(ordinal -> carriers.put(ordinal, NameCarrier.nothing(ordinal)));
    carriers.replaceAll(
        (ordinal, nothing) ->
            new NameCarrier(
                ordinal,
                roles.getOrDefault(ordinal, NameCarrier.NO_ROLE),
                false,
                weights.getOrDefault(ordinal, List.of()),
                List.of(),
                OptionalDouble.empty()));
    return carriers.values();
  }

  private static byte @Nullable [] least(byte @Nullable [] a, byte @Nullable [] b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Arrays.compareUnsigned(a, b) <= 0 ? a : b;
  }

  private List<Named> named(KeyedCursor names, byte[] key) throws IOException {
    List<Named> found = new ArrayList<>();
    while (Arrays.equals(names.key, key)) {
      ByteReader rest = names.rest();
      int ordinal = rest.u32();
      Role role = Role.ofCode(rest.u8());
      found.add(new Named(ordinal, new ByteReader(names.value()).f32(), role));
      names.advance();
    }
    return found;
  }

  /** What sources say of a surface; parts of a count are added up. */
  private List<Evidence> evidence(KeyedCursor forms, byte[] key, Set<String> countingSources)
      throws IOException {
    List<Evidence> found = new ArrayList<>();
    Map<Integer, Map<String, Integer>> counted = new HashMap<>();
    while (Arrays.equals(forms.key, key)) {
      ByteReader rest = forms.rest();
      byte[] id = rest.terminated().getBytes(StandardCharsets.UTF_8);
      String source = rest.terminated();
      byte[] known = staging.get(Table.ORDINALS, id);
      if (known == null) {
        tally.unknownSurfaces++;
      } else {
        int ordinal = new ByteReader(known).u32();
        double weight = new ByteReader(forms.value()).f64();
        Map<String, Integer> places = counted.computeIfAbsent(ordinal, o -> new HashMap<>(2));
        Integer place = countingSources.contains(source) ? places.get(source) : null;
        if (place == null) {
          places.put(source, found.size());
          found.add(new Evidence(ordinal, source, weight));
        } else {
          found.set(place, new Evidence(ordinal, source, found.get(place).weight() + weight));
        }
      }
      forms.advance();
    }
    return found;
  }

  /** A cursor that stands on an entry and knows its surface key, the part before the zero byte. */
  private static final class KeyedCursor implements AutoCloseable {

    private final Cursor cursor;
    private byte[] entry = {};

    /** Surface key of the entry; null at the end. */
    byte @Nullable [] key;

    KeyedCursor(Cursor cursor) throws IOException {
      this.cursor = cursor;
      advance();
    }

    void advance() throws IOException {
      if (!cursor.next()) {
        key = null;
        return;
      }
      entry = cursor.key();
      int length = 0;
      while (entry[length] != 0) {
        length++;
      }
      key = Arrays.copyOf(entry, length);
    }

    /** The entry's key behind the surface. */
    ByteReader rest() {
      byte[] surface = key;
      return new ByteReader(entry, surface == null ? 0 : surface.length + 1);
    }

    byte[] value() {
      return cursor.value();
    }

    @Override
    public void close() {
      cursor.close();
    }
  }
}
