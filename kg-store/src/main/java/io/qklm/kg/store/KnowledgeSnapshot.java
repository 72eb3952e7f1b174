package io.qklm.kg.store;

import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.Relation;
import io.qklm.kg.alias.AliasIndex;
import io.qklm.kg.quantize.ProductQuantizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** One epoch of the knowledge, open for reading. Skeleton: the bodies follow. */
public final class KnowledgeSnapshot implements AutoCloseable {

  private KnowledgeSnapshot() {}

  /** Opens and verifies the snapshot in {@code folder}. */
  public static KnowledgeSnapshot open(Path folder) throws IOException {
    throw new IOException("not yet: " + folder);
  }

  /** Where it lies. */
  public Path folder() {
    throw new IllegalStateException("not yet");
  }

  /** What it says of itself. */
  public SnapshotManifest manifest() {
    throw new IllegalStateException("not yet");
  }

  /** SHA-256, in hex, of the bytes of {@code manifest.json}; names the epoch. */
  public String digest() {
    throw new IllegalStateException("not yet");
  }

  /** Number of entities; ordinals run from 0 to this, exclusive. */
  public long size() {
    throw new IllegalStateException("not yet");
  }

  /** The ordinal of an entity, empty if the snapshot does not know it. */
  public OptionalInt ordinal(EntityId id) {
    throw new IllegalStateException("not yet");
  }

  /**
   * The entity of an ordinal.
   *
   * @throws IllegalArgumentException if there is no such ordinal
   */
  public StoredEntity entity(int ordinal) {
    throw new IllegalStateException("not yet");
  }

  /** The entities of ordinals, in their order, in one read. */
  public List<StoredEntity> entities(int[] ordinals) {
    throw new IllegalStateException("not yet");
  }

  /**
   * The vectors of entities, read back from their codes, in one read.
   *
   * @param out takes one vector an ordinal, {@code [ordinals.length][dimension]}; missing rows are
   *     not allowed
   */
  public void vectors(int[] ordinals, float[][] out) {
    throw new IllegalStateException("not yet");
  }

  /** Names and description in {@code language}, else in English, else in the first there is. */
  public EntityText text(int ordinal, String language) {
    throw new IllegalStateException("not yet");
  }

  /** The classes an entity belongs to, as its source names them. */
  public List<String> types(int ordinal) {
    throw new IllegalStateException("not yet");
  }

  /** What is said of an entity, by relation. */
  public List<Fact> facts(int ordinal) {
    throw new IllegalStateException("not yet");
  }

  /** Facts of which the entity is the object, at most {@code limit}, by relation. */
  public List<Fact> factsAbout(int ordinal, int limit) {
    throw new IllegalStateException("not yet");
  }

  /** The relation of an id; one without labels if the snapshot does not describe it. */
  public Relation relation(String id) {
    throw new IllegalStateException("not yet");
  }

  /** Surface forms to candidates; closed with the snapshot. */
  public AliasIndex aliases() {
    throw new IllegalStateException("not yet");
  }

  /** The codebooks behind {@link #vectors}. */
  public ProductQuantizer quantizer() {
    throw new IllegalStateException("not yet");
  }

  /** Closes everything; a second call does nothing. Waits for reads under way. */
  @Override
  public void close() {}
}
