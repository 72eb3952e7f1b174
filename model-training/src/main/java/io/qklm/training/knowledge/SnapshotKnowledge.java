package io.qklm.training.knowledge;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.FactObject;
import io.qklm.kg.quantize.ProductQuantizer;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import io.qklm.model.answer.DirectedRelation;
import io.qklm.model.answer.EntityRelations;
import io.qklm.model.linking.CandidateFeature;
import io.qklm.model.linking.CandidateMention;
import io.qklm.model.linking.CandidateReader;
import io.qklm.model.linking.MentionShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An epoch on disk. Owns the snapshot and the encoder of relations' words. */
public final class SnapshotKnowledge implements TrainingKnowledge, GraphKnowledge, AutoCloseable {

  private static final String LANGUAGE = "en";

  private final KnowledgeSnapshot snapshot;
  private final CandidateReader names;
  private final CandidateReader words;
  private final EntityRelations relations;
  private final BundleEmbedder embedder;
  private final Map<String, float[]> vectors = new ConcurrentHashMap<>();
  private final Map<Integer, Set<DirectedRelation>> relationsOf = new ConcurrentHashMap<>();
  private FactOverlay overlay = FactOverlay.none();

  /**
   * Opens {@code folder}.
   *
   * @param candidates entities of a mention at most
   * @throws IOException if it is no whole snapshot
   */
  public SnapshotKnowledge(Path folder, int candidates) throws IOException {
    this.snapshot = KnowledgeSnapshot.open(folder);
    this.names = new CandidateReader(snapshot, candidates);
    this.words = new CandidateReader(snapshot, MentionShape.WORDS, candidates);
    this.relations = new EntityRelations(snapshot);
    this.embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 1);
  }

  /** Adds the facts of {@code file}, in the interchange form, to what questions are asked about. */
  public void add(Path file) throws IOException {
    this.overlay = FactOverlay.read(file, this::ordinal);
  }

  /** Ordinals that were given. */
  public long entities() {
    return snapshot.size();
  }

  /** Digest of the epoch. */
  public String digest() {
    return snapshot.digest();
  }

  @Override
  public int dimension() {
    return snapshot.quantizer().dimension();
  }

  @Override
  public int features() {
    return CandidateFeature.count();
  }

  @Override
  public List<CandidateMention> mentions(String text) {
    return names.read(text);
  }

  @Override
  public void vectors(int[] ordinals, float[][] out) {
    snapshot.vectors(ordinals, out);
  }

  /** The vector the entity would have in this epoch with a label and a kind and nothing else. */
  float[] bareVector(int ordinal) {
    StoredEntity entity = snapshot.entity(ordinal);
    String label = snapshot.text(ordinal, LANGUAGE).label();
    Entity bare =
        new Entity(
            entity.id(),
            Map.of(LANGUAGE, label),
            Map.of(),
            Map.of(),
            List.of(),
            entity.kind(),
            entity.rank());
    float[] vector = embedder.embed(List.of(embedder.verbalize(bare, List.of())))[0];
    ProductQuantizer quantizer = snapshot.quantizer();
    byte[] code = quantizer.encode(new float[][] {vector});
    quantizer.decode(code, 0, vector, 0);
    return vector;
  }

  @Override
  public OptionalInt ordinal(String id) {
    return snapshot.ordinal(new EntityId(id));
  }

  @Override
  public TrainingKnowledge questions() {
    return new Questions();
  }

  /** The same entities come up in question after question, and a read of their facts is slow. */
  @Override
  public Set<DirectedRelation> relations(int ordinal) {
    return relationsOf.computeIfAbsent(ordinal, this::readRelations);
  }

  private Set<DirectedRelation> readRelations(int ordinal) {
    // In the engine's order, for only so many choices of a question are read.
    Set<DirectedRelation> all = new LinkedHashSet<>(relations.of(ordinal));
    all.addAll(overlay.relations(ordinal));
    return all;
  }

  @Override
  public boolean holds(int ordinal, DirectedRelation relation, String answer) {
    FactObject wanted = new FactObject.OfEntity(new EntityId(answer));
    return overlay.holds(ordinal, relation, answer)
        || relations.answers(ordinal, relation).contains(wanted);
  }

  @Override
  public float[] vector(DirectedRelation relation) {
    return vectors.computeIfAbsent(
        relations.words(relation), text -> embedder.embed(List.of(text))[0]);
  }

  @Override
  public void close() {
    embedder.close();
    snapshot.close();
  }

  /** This epoch, its mentions those of questions. */
  private final class Questions implements TrainingKnowledge {

    @Override
    public int dimension() {
      return SnapshotKnowledge.this.dimension();
    }

    @Override
    public int features() {
      return SnapshotKnowledge.this.features();
    }

    @Override
    public List<CandidateMention> mentions(String text) {
      return words.read(text);
    }

    @Override
    public void vectors(int[] ordinals, float[][] out) {
      SnapshotKnowledge.this.vectors(ordinals, out);
    }

    @Override
    public OptionalInt ordinal(String id) {
      return SnapshotKnowledge.this.ordinal(id);
    }
  }
}
