package io.qklm.flink.sql;

import io.qklm.flink.sql.column.Columns;
import io.qklm.flink.sql.column.EntityRow;
import io.qklm.kg.EntityId;
import io.qklm.kg.store.KnowledgeSnapshot;
import java.util.List;
import java.util.stream.IntStream;

/** The entities, found by id. */
record EntityTable(String language) implements KnowledgeTable<EntityRow> {

  @Override
  public Columns<EntityRow> columns() {
    return EntityRow.COLUMNS;
  }

  @Override
  public List<String> keys() {
    return List.of(EntityRow.ID);
  }

  @Override
  public List<EntityRow> find(KnowledgeSnapshot snapshot, String key, String value) {
    return ordinals(snapshot, value)
        .mapToObj(ordinal -> new EntityRow(snapshot, snapshot.entity(ordinal), language))
        .toList();
  }

  /** The ordinal of an id, or none; no text is an id that fails. */
  static IntStream ordinals(KnowledgeSnapshot snapshot, String id) {
    return EntityId.isValid(id) ? snapshot.ordinal(new EntityId(id)).stream() : IntStream.empty();
  }

  @Override
  public boolean canScan() {
    return true;
  }

  @Override
  public List<EntityRow> scan(KnowledgeSnapshot snapshot, int from, int to) {
    return snapshot.entitiesBetween(from, to).stream()
        .map(entity -> new EntityRow(snapshot, entity, language))
        .toList();
  }
}
