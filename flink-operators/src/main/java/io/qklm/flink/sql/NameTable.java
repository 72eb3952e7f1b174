package io.qklm.flink.sql;

import io.qklm.flink.sql.column.Column;
import io.qklm.flink.sql.column.Columns;
import io.qklm.flink.sql.column.EntityRow;
import io.qklm.flink.sql.column.Values;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.StoredEntity;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.logical.LogicalType;

/** What names may mean, found by the name; compared as the linker does, so case may differ. */
record NameTable(String language) implements KnowledgeTable<NameTable.Meaning> {

  private static final String NAME = "name";

  /** More meanings than this has no name. */
  private static final int MOST = 1_000;

  /**
   * An entity that a name may mean.
   *
   * @param prior how often it does, from 0 to 1
   */
  record Meaning(String name, StoredEntity entity, String label, float prior) {}

  private static final LogicalType STRING = DataTypes.STRING().notNull().getLogicalType();

  private static final Columns<Meaning> COLUMNS =
      new Columns<>(
          List.of(
              new Column.Scalar<>(NAME, STRING, row -> Values.text(row.name)),
              new Column.Scalar<>(
                  EntityRow.ID, STRING, row -> Values.text(row.entity.id().value())),
              new Column.Scalar<>("label", STRING, row -> Values.text(row.label)),
              new Column.Scalar<>(
                  "prior", DataTypes.FLOAT().notNull().getLogicalType(), Meaning::prior)));

  @Override
  public Columns<Meaning> columns() {
    return COLUMNS;
  }

  @Override
  public List<String> keys() {
    return List.of(NAME);
  }

  @Override
  public List<Meaning> find(KnowledgeSnapshot snapshot, String key, String value) {
    return snapshot.aliases().candidates(value, MOST).stream()
        .map(
            candidate ->
                new Meaning(
                    value,
                    snapshot.entity(candidate.ordinal()),
                    snapshot.text(candidate.ordinal(), language).label(),
                    candidate.prior()))
        .toList();
  }

  @Override
  public boolean canScan() {
    return false;
  }

  @Override
  public List<Meaning> scan(KnowledgeSnapshot snapshot, int from, int to) {
    throw new UnsupportedOperationException("names are found one by one");
  }
}
