package io.qklm.model.linking;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.StoredEntity;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Vectors and records of a text's candidates, read from the epoch in one go.
 *
 * @param rows row of each ordinal
 * @param vectors {@code [rows][dimension]}, dequantized
 * @param entities by row
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one text, never compared
public record LoadedEntities(
    Map<Integer, Integer> rows, float[][] vectors, List<StoredEntity> entities) {

  /** Reads {@code ordinals}, each once. */
  static LoadedEntities load(KnowledgeSnapshot snapshot, Collection<Integer> ordinals) {
    Map<Integer, Integer> rows = new LinkedHashMap<>();
    for (int ordinal : ordinals) {
      rows.putIfAbsent(ordinal, rows.size());
    }
    int[] distinct = rows.keySet().stream().mapToInt(Integer::intValue).toArray();
    float[][] vectors = new float[distinct.length][snapshot.quantizer().dimension()];
    return new LoadedEntities(rows, vectors, snapshot.entities(distinct, vectors));
  }

  /** The vector of an entity that was read. */
  public float[] vector(int ordinal) {
    return vectors[row(ordinal)];
  }

  /** The record of an entity that was read. */
  public StoredEntity entity(int ordinal) {
    return entities.get(row(ordinal));
  }

  private int row(int ordinal) {
    Integer row = rows.get(ordinal);
    if (row == null) {
      throw new IllegalStateException("candidate " + ordinal + " was not loaded");
    }
    return row;
  }
}
