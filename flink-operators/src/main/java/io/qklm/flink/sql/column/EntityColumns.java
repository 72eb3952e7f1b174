package io.qklm.flink.sql.column;

import io.qklm.document.EntityAnnotation;
import io.qklm.kg.EntityId;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/**
 * A mention as a row. Offsets count code points of the text from 0, half-open, so in SQL the slice
 * is {@code SUBSTRING(text FROM mention_start + 1 FOR mention_end - mention_start)} where the text
 * holds no character beyond U+FFFF.
 */
public final class EntityColumns {

  private static final LogicalType STRING = DataTypes.STRING().getLogicalType();
  private static final LogicalType INT = DataTypes.INT().getLogicalType();

  public static final Columns<EntityAnnotation> ALL =
      new Columns<>(
          List.of(
              column("mention_start", INT, entity -> entity.span().start()),
              column("mention_end", INT, entity -> entity.span().end()),
              column("mention", STRING, entity -> Values.text(entity.text())),
              column("type", STRING, entity -> Values.text(entity.kind().name())),
              column(
                  "entity_id",
                  STRING,
                  entity -> Values.text(entity.entityId().map(EntityId::value))),
              column("label", STRING, entity -> Values.text(entity.label())),
              column("description", STRING, entity -> Values.text(entity.description())),
              column("score", DataTypes.DOUBLE().getLogicalType(), EntityAnnotation::score)));

  private EntityColumns() {}

  private static Column<EntityAnnotation> column(
      String name, LogicalType type, Function<EntityAnnotation, @Nullable Object> value) {
    return new Column.Scalar<>(name, type, value);
  }
}
