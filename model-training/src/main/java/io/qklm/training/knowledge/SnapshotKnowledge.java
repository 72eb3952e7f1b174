package io.qklm.training.knowledge;

import io.qklm.kg.EntityId;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.linking.CandidateMention;
import io.qklm.model.linking.CandidateReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** An epoch on disk. Owns the snapshot. */
public final class SnapshotKnowledge implements TrainingKnowledge, AutoCloseable {

  private final KnowledgeSnapshot snapshot;
  private final CandidateReader reader;

  /**
   * Opens {@code folder}.
   *
   * @param candidates entities of a mention at most
   * @throws IOException if it is no whole snapshot
   */
  public SnapshotKnowledge(Path folder, int candidates) throws IOException {
    this.snapshot = KnowledgeSnapshot.open(folder);
    this.reader = new CandidateReader(snapshot, candidates);
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
    return CandidateReader.FEATURES;
  }

  @Override
  public List<CandidateMention> mentions(String text) {
    return reader.read(text);
  }

  @Override
  public void vectors(int[] ordinals, float[][] out) {
    snapshot.vectors(ordinals, out);
  }

  @Override
  public OptionalInt ordinal(String id) {
    return snapshot.ordinal(new EntityId(id));
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
