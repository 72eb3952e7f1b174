package io.qklm.kg.store.build;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.SurfaceForm;
import io.qklm.kg.WellFormedKnowledge;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.SourcePosition;
import io.qklm.kg.store.build.Staging.Table;
import io.qklm.kg.store.format.ByteWriter;
import io.qklm.kg.store.format.SurfaceKeys;
import io.qklm.text.SurfaceNormalizer;
import io.qklm.text.WellFormed;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Takes what sources read into {@link Staging}. Relations alone stay in memory; they are few. */
final class StagingSink implements KnowledgeSink {

  /** Longest encoded fact; far above any sensible one and below what RocksDB takes as a key. */
  private static final int MAX_FACT_BYTES = 64 * 1024;

  private static final byte[] NOTHING = {};
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9-]{1,35}");

  private final Staging staging;
  private final BuildTally tally;
  private final BuildWatch watch;
  private final SurfaceNormalizer normalizer = new SurfaceNormalizer();
  private final Map<String, Relation> relations = new TreeMap<>();
  private final Set<String> countingSources = new TreeSet<>();
  private final Origins origins;
  private final NameOccurrences occurrences;
  private final Follower follower;
  private long records;

  /** Is told of places that sources have reached. */
  interface Follower {
    void reached(Supplier<SourcePosition> place) throws IOException;
  }

  /** Goes on where {@code from} says. */
  StagingSink(
      Staging staging,
      BuildTally tally,
      BuildWatch watch,
      BuildCheckpoint from,
      NameOccurrences occurrences,
      Follower follower) {
    this.staging = staging;
    this.tally = tally;
    this.watch = watch;
    this.follower = follower;
    this.relations.putAll(from.relations());
    this.countingSources.addAll(from.countingSources());
    this.records = from.records();
    this.origins = from.origins();
    this.occurrences = occurrences;
  }

  /** The next source begins. */
  void begin(String description) {
    origins.begin(description, records);
  }

  Origins origins() {
    return origins;
  }

  /** What this and the tally know now. */
  BuildCheckpoint checkpoint(List<String> inputs, int source, Optional<SourcePosition> place) {
    return new BuildCheckpoint(
        inputs,
        source,
        place,
        records,
        tally.unusableSurfaces,
        tally.problems(),
        tally.firstProblems(),
        tally.read,
        tally.skipped().incomplete(),
        relations,
        countingSources,
        origins,
        occurrences.pages());
  }

  @Override
  public void reached(Supplier<SourcePosition> place) throws IOException {
    follower.reached(place);
  }

  @Override
  public void entity(Entity entity) throws IOException {
    read();
    if (!encodable(entity.id().value())) {
      refused("entity " + entity.id(), "its id holds half of a surrogate pair");
      return;
    }
    for (Map<String, ?> texts : List.of(entity.labels(), entity.aliases(), entity.descriptions())) {
      for (String language : texts.keySet()) {
        if (!LANGUAGE.matcher(language).matches()) {
          refused(
              "entity " + entity.id(),
              "'" + language + "' is no language code; letters, digits and hyphens are allowed");
          return;
        }
      }
    }
    origins.entity();
    staging.put(
        Table.ENTITIES,
        StagedEntityCodec.key(entity.id(), records++),
        StagedEntityCodec.encode(WellFormedKnowledge.entity(entity)));
  }

  @Override
  public void fact(Fact fact) throws IOException {
    read();
    if (!encodable(fact.subject().value())
        || !encodable(fact.relation())
        || (fact.object() instanceof FactObject.OfEntity object
            && !encodable(object.id().value()))) {
      refused("fact about " + fact.subject(), "an id in it holds a zero or half a surrogate pair");
      return;
    }
    byte[] key = StagedFactCodec.key(WellFormedKnowledge.fact(fact));
    if (key.length > MAX_FACT_BYTES) {
      refused(
          "fact about " + fact.subject(),
          "it takes " + key.length + " bytes; " + MAX_FACT_BYTES + " are allowed");
      return;
    }
    relations.computeIfAbsent(fact.relation(), id -> new Relation(id, Map.of(), Optional.empty()));
    origins.fact();
    staging.put(Table.FACTS, key, NOTHING);
  }

  @Override
  public void relation(Relation relation) throws IOException {
    read();
    if (!encodable(relation.id())) {
      refused("relation " + relation.id(), "its id holds a zero or half a surrogate pair");
      return;
    }
    relations.merge(relation.id(), relation, StagingSink::merge);
  }

  /** The first label in a language and the first inverse stay. */
  private static Relation merge(Relation first, Relation later) {
    Map<String, String> labels = new TreeMap<>(later.labels());
    labels.putAll(first.labels());
    return new Relation(first.id(), labels, first.inverse().or(later::inverse));
  }

  @Override
  public void surfaceForm(SurfaceForm form) throws IOException {
    if (form.weight() > 1) {
      countingSources.add(form.source());
    }
    surface(form, new ByteWriter());
  }

  @Override
  public void counted(SurfaceForm part) throws IOException {
    countingSources.add(part.source());
    surface(part, new ByteWriter().u8(0).u64(records++));
  }

  private void surface(SurfaceForm form, ByteWriter part) throws IOException {
    read();
    if (!encodable(form.id().value()) || form.source().indexOf(0) >= 0) {
      refused("surface form of " + form.id(), "its id or source cannot be filed");
      return;
    }
    String key = normalizer.key(form.surface());
    if (!SurfaceKeys.usable(key)) {
      tally.unusableSurfaces++;
      return;
    }
    origins.name();
    staging.put(
        Table.SURFACES,
        new ByteWriter()
            .utf8(key)
            .u8(0)
            .utf8(form.id().value())
            .u8(0)
            .utf8(form.source())
            .u8(0)
            .utf8(form.surface())
            .raw(part.toBytes())
            .toBytes(),
        new ByteWriter().f64(form.weight()).toBytes());
  }

  @Override
  public void name(EntityId id, String language, String name) throws IOException {
    if (filed(id, language, name)) {
      origins.name();
      addition(id, new Addition.Name(language, WellFormed.text(name.strip())));
    }
  }

  @Override
  public void description(EntityId id, String language, String text) throws IOException {
    if (filed(id, language, text)) {
      addition(id, new Addition.Description(language, WellFormed.text(text.strip())));
    }
  }

  @Override
  public void type(EntityId id, String type, EntityKind kind) throws IOException {
    if (filed(id, "en", type)) {
      addition(id, new Addition.Type(kind, WellFormed.text(type)));
    }
  }

  /** Whether words of an entity can be filed; where not, that is told. */
  private boolean filed(EntityId id, String language, String words) throws IOException {
    boolean filed =
        encodable(id.value()) && LANGUAGE.matcher(language).matches() && !words.isBlank();
    if (!filed) {
      read();
      refused("'" + words + "' of " + id, "it is blank, or its language or id cannot be filed");
    }
    return filed;
  }

  @Override
  public void prominence(EntityId id, Signal signal, double part) throws IOException {
    addition(id, new Addition.Count(signal, part));
  }

  private void addition(EntityId id, Addition addition) throws IOException {
    read();
    staging.put(Table.ADDITIONS, StagedEntityCodec.key(id, records++), addition.encode());
  }

  @Override
  public void same(EntityId id, EntityId knownBy) throws IOException {
    read();
    if (!encodable(id.value()) || !encodable(knownBy.value())) {
      refused("id " + id, "it or " + knownBy + " holds half of a surrogate pair");
      return;
    }
    staging.put(
        Table.SAME,
        new ByteWriter().utf8(id.value()).u8(0).utf8(knownBy.value()).toBytes(),
        NOTHING);
  }

  @Override
  public void occurrences(Set<String> standing, Set<String> linked) {
    occurrences.page(standing, linked);
  }

  private void read() throws IOException {
    tally.read++;
    watch.advance();
  }

  /** What was passed on and is of no use after all. */
  private void refused(String place, String reason) throws IOException {
    tally.read--;
    problem(place, reason);
  }

  @Override
  public void problem(String place, String reason) throws IOException {
    tally.problem(place, reason, watch);
  }

  @Override
  public void incomplete(String place, String reason) throws IOException {
    tally.incomplete(place, reason, watch);
  }

  @Override
  public void note(String line) {
    watch.note(line);
  }

  /** All relations, described or only used, by id. */
  Map<String, Relation> relations() {
    return relations;
  }

  /** Sources whose weights are counts: one of them was above 1. */
  Set<String> countingSources() {
    return countingSources;
  }

  /** Whether the text survives UTF-8 and holds no zero, which ends an id in a staging key. */
  private static boolean encodable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
