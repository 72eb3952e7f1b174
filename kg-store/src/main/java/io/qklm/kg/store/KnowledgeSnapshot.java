package io.qklm.kg.store;

import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.Relation;
import io.qklm.kg.alias.AliasIndex;
import io.qklm.kg.quantize.ProductQuantizer;
import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.format.EntityRecordCodec;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.format.IdRecordCodec;
import io.qklm.kg.store.format.ManifestJson;
import io.qklm.kg.store.format.RelationRecordCodec;
import io.qklm.kg.store.format.SnapshotException;
import io.qklm.kg.store.format.SnapshotFiles;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.kg.store.format.StoredNeighbours;
import io.qklm.kg.store.format.TypesCodec;
import io.qklm.kg.store.rocks.NativeResources;
import io.qklm.kg.store.rocks.SnapshotDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One epoch of the knowledge, open for reading. Immutable and safe for any number of threads; never
 * writes into its folder, which may be read-only.
 *
 * <p>The folder holds {@code db/} (RocksDB, {@link Family}), {@code aliases.fst} and {@code
 * aliases.postings}, {@code quantizer.pq} and {@code manifest.json}.
 */
public final class KnowledgeSnapshot implements AutoCloseable {

  /**
   * How to open.
   *
   * @param blockCacheBytes most memory for blocks of the database that were read, at least 1 MiB;
   *     an eighth more is taken on Java's heap for rows that were
   * @param verification how its files are held against the manifest
   */
  public record Options(long blockCacheBytes, Verification verification) {

    /** Verifies every file's digest. */
    public Options(long blockCacheBytes) {
      this(blockCacheBytes, Verification.DIGESTS);
    }

    /** The same with another verification. */
    public Options withVerification(Verification wanted) {
      return new Options(blockCacheBytes, wanted);
    }

    public Options {
      if (blockCacheBytes < 1 << 20) {
        throw new IllegalArgumentException(
            "the block cache needs at least 1048576 bytes, got " + blockCacheBytes);
      }
    }

    /** 64 MiB: the codes of a million entities and room for their texts. */
    public static Options defaults() {
      return new Options(64L << 20);
    }
  }

  /** How files are held against the manifest. */
  public enum Verification {
    /** Path, size and SHA-256: every file is read once. */
    DIGESTS,
    /** Path and size: for a snapshot that this machine built or verified before. */
    SIZES
  }

  private final Path folder;
  private final SnapshotManifest manifest;
  private final String digest;
  private final SnapshotDatabase database;
  private final AliasIndex aliases;
  private final ProductQuantizer quantizer;
  private final SnapshotEntities entities;
  private final List<Relation> relations;
  private final Map<String, Relation> relationsById;
  private final SnapshotFacts facts;
  private final SnapshotNeighbours neighbours;
  private final Object nearestLock = new Object();
  private @Nullable NearestEntities nearest;

  private KnowledgeSnapshot(
      Path folder,
      SnapshotManifest manifest,
      String digest,
      SnapshotDatabase database,
      AliasIndex aliases,
      ProductQuantizer quantizer) {
    this.folder = folder;
    this.manifest = manifest;
    this.digest = digest;
    this.database = database;
    this.aliases = aliases;
    this.quantizer = quantizer;
    EntityRecordCodec codec = new EntityRecordCodec(quantizer.subspaces());
    this.entities = new SnapshotEntities(database, codec, quantizer, manifest.counts().entities());
    this.relations = new ArrayList<>();
    database.scan(
        Family.RELATIONS, (key, value) -> relations.add(RelationRecordCodec.decode(value)));
    this.relationsById = new HashMap<>();
    relations.forEach(relation -> relationsById.put(relation.id(), relation));
    this.facts = new SnapshotFacts(database, codec, relations);
    this.neighbours = new SnapshotNeighbours(database, relations);
  }

  /** Opens with {@link Options#defaults}. */
  public static KnowledgeSnapshot open(Path folder) throws IOException {
    return open(folder, Options.defaults());
  }

  /**
   * Verifies the snapshot in {@code folder} (manifest, size and SHA-256 of every file) and opens
   * it.
   *
   * @throws SnapshotException if it is missing, cut, altered or of a newer format; the message
   *     names the file and says what to do
   */
  public static KnowledgeSnapshot open(Path folder, Options options) throws IOException {
    return open(folder, options, Optional.empty(), BuildProgress.SILENT);
  }

  /**
   * Opens with {@link Options#defaults} and tells how far verifying is.
   *
   * @throws SnapshotException as {@link #open(Path, Options)}
   */
  public static KnowledgeSnapshot open(Path folder, BuildProgress progress) throws IOException {
    return open(folder, Options.defaults(), Optional.empty(), progress);
  }

  /**
   * Opens the epoch that follows {@code verified}, which is open and was verified: files that both
   * share on disk, as a delta leaves them, are not read again.
   *
   * @throws SnapshotException as {@link #open(Path, Options)}
   */
  public static KnowledgeSnapshot openNext(Path folder, Options options, KnowledgeSnapshot verified)
      throws IOException {
    return open(folder, options, Optional.of(verified), BuildProgress.SILENT);
  }

  private static KnowledgeSnapshot open(
      Path folder, Options options, Optional<KnowledgeSnapshot> verified, BuildProgress progress)
      throws IOException {
    byte[] json = SnapshotParts.manifest(folder);
    SnapshotManifest manifest = ManifestJson.read(json, folder.resolve(SnapshotManifest.FILE_NAME));
    new SnapshotVerifier(
            folder,
            manifest,
            options.verification(),
            verified.map(known -> new SharedFiles(known.folder, known.manifest)),
            progress)
        .verify();
    ProductQuantizer quantizer = SnapshotParts.quantizer(folder, manifest);
    SnapshotDatabase database =
        SnapshotDatabase.open(folder.resolve(SnapshotFiles.DATABASE), options.blockCacheBytes());
    NativeResources half = new NativeResources();
    half.own(database);
    try {
      AliasIndex aliases = half.own(SnapshotParts.aliases(folder, manifest));
      return new KnowledgeSnapshot(
          folder, manifest, Sha256.hexOf(json), database, aliases, quantizer);
    } catch (IOException | RuntimeException e) {
      half.closeAfter(e);
      throw e;
    }
  }

  /** Where it lies. */
  public Path folder() {
    return folder;
  }

  /** What it says of itself. */
  public SnapshotManifest manifest() {
    return manifest;
  }

  /** SHA-256, in hex, of the bytes of {@code manifest.json}; names the epoch. */
  public String digest() {
    return digest;
  }

  public SnapshotDatabase database() {
    return database;
  }

  /** All relations; the place in the list is the relation's ordinal. */
  public List<Relation> relations() {
    return java.util.Collections.unmodifiableList(relations);
  }

  /** Number of ordinals given; they run from 0 to this, exclusive. Retired entities keep theirs. */
  public long size() {
    return manifest.counts().entities();
  }

  /** The ordinal of an entity, empty if the snapshot does not know it. */
  public OptionalInt ordinal(EntityId id) {
    byte[] value = database.get(Family.IDS, IdRecordCodec.key(id));
    return value == null || IdRecordCodec.retired(value)
        ? OptionalInt.empty()
        : OptionalInt.of(IdRecordCodec.decode(value));
  }

  /**
   * The entity of an ordinal.
   *
   * @throws IllegalArgumentException if there is no such ordinal
   */
  public StoredEntity entity(int ordinal) {
    return entities.entity(ordinal);
  }

  /** The entity of an ordinal, empty if it is retired or was never given. */
  public Optional<StoredEntity> find(int ordinal) {
    return entities.find(ordinal);
  }

  /**
   * The entities of ordinals, in their order, in one read.
   *
   * @throws IllegalArgumentException if there is no such ordinal
   */
  public List<StoredEntity> entities(int[] ordinals) {
    return entities.all(ordinals);
  }

  /**
   * The entities of a range of ordinals without those retired, in their order, in one read.
   *
   * @param from first ordinal, at least 0
   * @param to the ordinal after the last; what is beyond {@link #size} is not there
   */
  public List<StoredEntity> entitiesBetween(int from, int to) {
    return entities.between(from, to);
  }

  /** Finds entities by their vectors; made at the first call and kept, see its memory there. */
  public NearestEntities nearestEntities() {
    synchronized (nearestLock) {
      NearestEntities made = nearest;
      if (made == null) {
        made = NearestEntities.read(database, quantizer);
        nearest = made;
      }
      return made;
    }
  }

  /**
   * The vectors of entities, read back from their codes, in one read.
   *
   * @param out takes one vector an ordinal, {@code [ordinals.length][dimension]}
   * @throws IllegalArgumentException if there is no such ordinal or {@code out} has another shape
   */
  public void vectors(int[] ordinals, float[][] out) {
    entities.vectors(ordinals, out);
  }

  /**
   * The entities of ordinals, in their order, and their vectors, all in one read.
   *
   * @param vectors takes one vector an ordinal, {@code [ordinals.length][dimension]}
   * @throws IllegalArgumentException if there is no such ordinal or {@code vectors} has another
   *     shape
   */
  public List<StoredEntity> entities(int[] ordinals, float[][] vectors) {
    return entities.all(ordinals, vectors);
  }

  /**
   * Names and description in {@code language}, else in English, else in the first there is. The
   * aliases are those of the language the label is in.
   *
   * @throws IllegalArgumentException if there is no such ordinal
   */
  public EntityText text(int ordinal, String language) {
    return EntityTexts.read(database, ordinal, language)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no entity " + ordinal + "; ordinals run from 0 to " + (size() - 1)));
  }

  /** The classes an entity belongs to, as its source names them. */
  public List<String> types(int ordinal) {
    return types(new int[] {ordinal}).get(0);
  }

  /** The same of {@code ordinals}, in their order, in one read. */
  public List<List<String>> types(int[] ordinals) {
    return database.get(Family.TYPES, Family.ordinalKeys(ordinals)).stream()
        .map(value -> value == null ? List.<String>of() : TypesCodec.decode(value))
        .toList();
  }

  /**
   * What is said of an entity, by relation.
   *
   * @throws IllegalArgumentException if there is no such ordinal
   */
  public List<Fact> facts(int ordinal) {
    return facts.of(ordinal, entity(ordinal).id());
  }

  /**
   * Facts of which the entity is the object, at most {@code limit}, by relation.
   *
   * @throws IllegalArgumentException if there is no such ordinal
   */
  public List<Fact> factsAbout(int ordinal, int limit) {
    return facts.about(ordinal, entity(ordinal).id(), limit);
  }

  /**
   * What relates an entity to others for resolution only ({@link Relation#forResolutionOnly()}), of
   * either direction, at most {@code limit} of those that point to it.
   *
   * @throws IllegalArgumentException if there is no such ordinal
   */
  public List<Fact> factsForResolution(int ordinal, int limit) {
    EntityId id = entity(ordinal).id();
    List<Fact> both = new ArrayList<>(facts.forResolution(ordinal, id));
    both.addAll(facts.aboutForResolution(ordinal, id, limit));
    return List.copyOf(both);
  }

  /**
   * The entities that facts of either direction, those for resolution only included, join to each
   * of {@code ordinals}, in their order, in one read; retired ones may be among them.
   */
  public List<StoredNeighbours> neighbours(int[] ordinals) {
    return neighbours.of(ordinals);
  }

  /** The same of all facts that point to an entity, however many there are; to be written. */
  public List<StoredNeighbours> wholeNeighbours(int[] ordinals) {
    return neighbours.whole(ordinals);
  }

  /** The relations of which the entity is the subject, each once, read without their objects. */
  public Set<String> relationsOf(int ordinal) {
    return EntityRelationKeys.asSubject(database, relations, ordinal);
  }

  /** The relations of which the entity is the object, each once, read without their subjects. */
  public Set<String> relationsAbout(int ordinal) {
    return EntityRelationKeys.asObject(database, relations, ordinal);
  }

  /**
   * The entities that have the entity as their object by {@code relation}, at most {@code limit}.
   */
  public List<EntityId> subjectsOf(int ordinal, String relation, int limit) {
    int[] subjects = EntityRelationKeys.subjects(database, relations, ordinal, relation, limit);
    return List.copyOf(facts.ids(subjects).values());
  }

  /** The relation of an id; one without labels if the snapshot does not describe it. */
  public Relation relation(String id) {
    Relation relation = relationsById.get(id);
    return relation != null ? relation : new Relation(id, Map.of(), Optional.empty());
  }

  /** Surface forms to candidates; closed with the snapshot. */
  public AliasIndex aliases() {
    return aliases;
  }

  /** The codebooks behind {@link #vectors}. */
  public ProductQuantizer quantizer() {
    return quantizer;
  }

  /** Closes everything; a second call does nothing. Waits for reads of the database under way. */
  @Override
  public void close() {
    try (database) {
      aliases.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the alias index in " + folder + " did not close", e);
    }
  }
}
