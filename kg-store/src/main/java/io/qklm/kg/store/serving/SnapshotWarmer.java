package io.qklm.kg.store.serving;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.StoredEntity;
import java.util.Optional;

/**
 * Reads a sample all over a snapshot before it serves, so that its blocks and its alias index are
 * in memory and a file that cannot be read is found while the epoch before still serves.
 */
final class SnapshotWarmer {

  private static final int SAMPLES = 256;
  private static final int CANDIDATES = 4;

  private SnapshotWarmer() {}

  /** Reads evenly spread entities: codes, text, types, facts and candidates of their labels. */
  static void warm(KnowledgeSnapshot snapshot) {
    long size = snapshot.size();
    int samples = (int) Math.min(SAMPLES, size);
    float[][] vector = new float[1][snapshot.quantizer().dimension()];
    for (int i = 0; i < samples; i++) {
      int ordinal = (int) (i * size / samples);
      Optional<StoredEntity> entity = snapshot.find(ordinal);
      if (entity.isPresent()) {
        snapshot.vectors(new int[] {ordinal}, vector);
        snapshot.types(ordinal);
        snapshot.facts(ordinal);
        snapshot.aliases().candidates(snapshot.text(ordinal, "en").label(), CANDIDATES);
      }
    }
  }
}
