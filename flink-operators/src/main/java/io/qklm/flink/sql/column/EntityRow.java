package io.qklm.flink.sql.column;

import io.qklm.kg.store.EntityText;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.StoredEntity;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * An entity of the knowledge as a row; what a statement does not ask for is not read.
 *
 * @param snapshot where the rest of it is
 */
public record EntityRow(KnowledgeSnapshot snapshot, StoredEntity entity, String language) {

  private static final LogicalType STRING = DataTypes.STRING().getLogicalType();
  private static final LogicalType NAME = DataTypes.STRING().notNull().getLogicalType();

  public static final String ID = "entity_id";
  public static final String EMBEDDING = "embedding";

  public static final Columns<EntityRow> COLUMNS =
      new Columns<>(
          List.of(
              new Column.Scalar<>(ID, NAME, row -> Values.text(row.entity.id().value())),
              new Column.Scalar<>("label", NAME, row -> Values.text(row.text().label())),
              new Column.Scalar<>(
                  "description", STRING, row -> Values.text(row.text().description())),
              new Column.Scalar<>(
                  "aliases",
                  DataTypes.ARRAY(DataTypes.STRING()).notNull().getLogicalType(),
                  row -> Values.texts(row.text().aliases())),
              new Column.Scalar<>("type", NAME, row -> Values.text(row.entity.kind().name())),
              new Column.Scalar<>(
                  "classes",
                  DataTypes.ARRAY(DataTypes.STRING()).notNull().getLogicalType(),
                  row -> Values.texts(row.snapshot.types(row.entity.ordinal()))),
              new Column.Scalar<>(
                  "prominence",
                  DataTypes.FLOAT().notNull().getLogicalType(),
                  row -> row.entity.rank()),
              new Column.Scalar<>(
                  EMBEDDING,
                  DataTypes.ARRAY(DataTypes.FLOAT()).notNull().getLogicalType(),
                  EntityRow::vector)));

  private EntityText text() {
    return snapshot.text(entity.ordinal(), language);
  }

  private GenericArrayData vector() {
    float[][] vector = new float[1][snapshot.quantizer().dimension()];
    snapshot.vectors(new int[] {entity.ordinal()}, vector);
    Object[] components = new Object[vector[0].length];
    for (int i = 0; i < components.length; i++) {
      components[i] = vector[0][i];
    }
    return new GenericArrayData(components);
  }
}
