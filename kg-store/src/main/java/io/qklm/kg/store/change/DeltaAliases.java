package io.qklm.kg.store.change;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.SurfaceForm;
import io.qklm.kg.alias.AliasDeltaWriter;
import io.qklm.kg.alias.Candidate;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.build.EntityNames;
import io.qklm.kg.store.format.ByteWriter;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.format.NameCarrier;
import io.qklm.kg.store.format.NameCarrier.Weight;
import io.qklm.kg.store.format.NameCarriersCodec;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.kg.store.format.SurfaceKeys;
import io.qklm.kg.store.format.TextRecordCodec;
import io.qklm.kg.store.format.TextRecordCodec.TextRecord;
import io.qklm.text.SurfaceNormalizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * Files the surface forms of changed entities in a delta segment, with their priors by {@link
 * CarrierPriors}. What these follow from is kept in {@link Family#NAMES} and {@link
 * Family#COUNTED}; a surface of a snapshot without them begins with the priors it has.
 */
final class DeltaAliases {

  private static final byte[] NOTHING = {};

  /** What an update says of an entity under one surface. */
  private static final class Told {
    private int role = NameCarrier.NO_ROLE;
    private final List<Weight> weights = new ArrayList<>();
  }

  private final KnowledgeSnapshot parent;
  private final BitSet touched;
  private final DeltaChanges changes;
  private final SurfaceNormalizer normalizer = new SurfaceNormalizer();

  /** By surface in UTF-8, then by ordinal. */
  private final TreeMap<byte[], TreeMap<Integer, Told>> surfaces =
      new TreeMap<>(Arrays::compareUnsigned);

  private final Map<Integer, Float> ranks = new HashMap<>();
  private final TreeMap<byte[], List<Candidate>> candidates =
      new TreeMap<>(Arrays::compareUnsigned);

  /**
   * Begins with entities that the parent knows.
   *
   * @param touched their ordinals: of those told anew and of those retired
   * @param changes takes what is kept of names
   */
  DeltaAliases(KnowledgeSnapshot parent, BitSet touched, DeltaChanges changes) throws IOException {
    this.parent = parent;
    this.touched = touched;
    this.changes = changes;
    for (int ordinal = touched.nextSetBit(0);
        ordinal >= 0;
        ordinal = touched.nextSetBit(ordinal + 1)) {
      visitKnown(ordinal);
    }
  }

  /** All surfaces that an entity is known under, so that they are reckoned anew without it. */
  private void visitKnown(int ordinal) throws IOException {
    byte[] key = Family.ordinalKey(ordinal);
    Map<String, String> labels = new TreeMap<>();
    Map<String, List<String>> aliases = new TreeMap<>();
    parent
        .database()
        .scan(
            Family.TEXT,
            key,
            (text, value) -> {
              TextRecord record = TextRecordCodec.decode(value);
              String language = TextRecordCodec.language(text);
              record.label().ifPresent(label -> labels.put(language, label));
              aliases.put(language, record.aliases());
              return true;
            });
    if (!labels.isEmpty()) {
      // The last name of a person is one of its surfaces where the build wanted it.
      EntityKind kind = parent.find(ordinal).map(StoredEntity::kind).orElse(EntityKind.UNKNOWN);
      Entity known =
          new Entity(new EntityId("known"), labels, aliases, Map.of(), List.of(), kind, 0);
      EntityNames.visit(known, true, (name, role) -> visit(name, ordinal));
    }
    parent
        .database()
        .scan(
            Family.COUNTED,
            key,
            (entry, value) -> {
              of(Arrays.copyOfRange(entry, key.length, entry.length), ordinal);
              return true;
            });
  }

  private void visit(String name, int ordinal) {
    String key = normalizer.key(name);
    if (SurfaceKeys.usable(key)) {
      of(key.getBytes(StandardCharsets.UTF_8), ordinal);
    }
  }

  private Told of(byte[] surface, int ordinal) {
    return surfaces
        .computeIfAbsent(surface, s -> new TreeMap<>())
        .computeIfAbsent(ordinal, o -> new Told());
  }

  void add(DeltaRecords.Upserted upserted, boolean lastNames) throws IOException {
    int ordinal = upserted.ordinal();
    ranks.put(ordinal, upserted.update().entity().rank());
    EntityNames.visit(
        upserted.update().entity(),
        lastNames,
        (name, role) -> {
          String key = normalizer.key(name);
          if (SurfaceKeys.usable(key)) {
            Told told = of(key.getBytes(StandardCharsets.UTF_8), ordinal);
            told.role = Math.min(told.role, role.code());
          }
        });
    for (SurfaceForm form : upserted.update().surfaces()) {
      String key = normalizer.key(form.surface());
      if (SurfaceKeys.usable(key)) {
        of(key.getBytes(StandardCharsets.UTF_8), ordinal)
            .weights
            .add(new Weight(form.source(), form.weight()));
      }
    }
  }

  /** Whether older segments say nothing wrong without a new one. */
  boolean isEmpty() {
    return surfaces.isEmpty() && touched.isEmpty();
  }

  /** Reckons the priors of all surfaces that entities came to or left. */
  void resolve() {
    byte[] sources = parent.database().get(Family.NAMES, NameCarriersCodec.countingSourcesKey());
    CarrierPriors priors =
        new CarrierPriors(sources == null ? Set.of() : NameCarriersCodec.decodeSources(sources));
    surfaces.forEach(
        (surface, told) -> {
          Map<Integer, NameCarrier> carriers = known(surface);
          boolean any = !carriers.isEmpty();
          told.forEach((ordinal, said) -> change(surface, carriers, ordinal, said));
          if (!carriers.isEmpty()) {
            changes.put(Family.NAMES, surface, NameCarriersCodec.encode(carriers.values()));
          } else if (any) {
            changes.delete(Family.NAMES, surface);
          }
          List<Candidate> now = priors.candidates(carriers.values(), ranks(carriers));
          if (!now.isEmpty()) {
            candidates.put(surface, now);
          }
        });
  }

  /** What is known of a surface; of one whose counts were not kept, its priors. */
  private Map<Integer, NameCarrier> known(byte[] surface) {
    TreeMap<Integer, NameCarrier> carriers = new TreeMap<>();
    byte[] value = parent.database().get(Family.NAMES, surface);
    if (value != null) {
      NameCarriersCodec.decode(value).forEach(carrier -> carriers.put(carrier.ordinal(), carrier));
      return carriers;
    }
    for (Candidate candidate : before(surface)) {
      carriers.put(
          candidate.ordinal(),
          new NameCarrier(
              candidate.ordinal(),
              NameCarrier.NO_ROLE,
              false,
              List.of(),
              List.of(),
              OptionalDouble.of(candidate.prior())));
    }
    return carriers;
  }

  private List<Candidate> before(byte[] surface) {
    return parent
        .aliases()
        .candidates(new String(surface, StandardCharsets.UTF_8), Integer.MAX_VALUE);
  }

  private void change(byte[] surface, Map<Integer, NameCarrier> carriers, int ordinal, Told told) {
    NameCarrier before = carriers.getOrDefault(ordinal, NameCarrier.nothing(ordinal));
    NameCarrier now = before.told(told.role, told.weights);
    if (now.isEmpty()) {
      carriers.remove(ordinal);
    } else {
      carriers.put(ordinal, now);
    }
    if (before.isCounted() != now.isCounted()) {
      byte[] key = new ByteWriter().u32(ordinal).raw(surface).toBytes();
      if (now.isCounted()) {
        changes.put(Family.COUNTED, key, NOTHING);
      } else {
        changes.delete(Family.COUNTED, key);
      }
    }
  }

  private Map<Integer, Float> ranks(Map<Integer, NameCarrier> carriers) {
    Map<Integer, Float> all = new HashMap<>();
    int[] others =
        carriers.values().stream()
            .filter(NameCarrier::inEffect)
            .mapToInt(NameCarrier::ordinal)
            .filter(ordinal -> !ranks.containsKey(ordinal))
            .toArray();
    for (StoredEntity other : parent.entities(others)) {
      all.put(other.ordinal(), other.rank());
    }
    for (int ordinal : carriers.keySet()) {
      Float told = ranks.get(ordinal);
      if (told != null) {
        all.put(ordinal, told);
      }
    }
    return all;
  }

  /** Writes the segment; how many surfaces are new. */
  long write(Path folder) throws IOException {
    try (AliasDeltaWriter writer = new AliasDeltaWriter(folder, touched)) {
      for (Map.Entry<byte[], List<Candidate>> entry : candidates.entrySet()) {
        String surface = new String(entry.getKey(), StandardCharsets.UTF_8);
        writer.add(
            surface,
            entry.getValue(),
            before(entry.getKey()).isEmpty(),
            parent.aliases().seldomLinked(surface));
      }
      writer.finish();
      return writer.newKeys();
    }
  }
}
