package io.qklm.flink.sql.column;

import io.qklm.document.EntityAnnotation;
import io.qklm.document.EntitySentence;
import io.qklm.kg.EntityId;
import io.qklm.text.Span;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/**
 * A mention as a row. Offsets count code points of the text from 0, half-open, so in SQL the slice
 * is {@code SUBSTRING(text FROM mention_start + 1 FOR mention_end - mention_start)} where the text
 * holds no character beyond U+FFFF. The sentence is the one that says most of the linked entity,
 * where that was asked for.
 */
public final class EntityColumns {

  private static final LogicalType STRING = DataTypes.STRING().getLogicalType();
  private static final LogicalType INT = DataTypes.INT().getLogicalType();

  /** Of a mention within an array, in a fixed order, which SQL unnests by place. */
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

  /** Of a mention in a row of its own: with the sentence that says most of its entity. */
  public static final Columns<EntityAnnotation> DESCRIBED =
      new Columns<>(
          Columns.joined(
              ALL.all(),
              List.of(
                  column("sentence", STRING, entity -> Values.text(text(entity))),
                  column(
                      "sentence_start", INT, entity -> span(entity).map(Span::start).orElse(null)),
                  column(
                      "sentence_end", INT, entity -> span(entity).map(Span::end).orElse(null)))));

  private EntityColumns() {}

  private static Optional<String> text(EntityAnnotation entity) {
    return entity.summary().map(EntitySentence::text);
  }

  private static Optional<Span> span(EntityAnnotation entity) {
    return entity.summary().map(EntitySentence::span);
  }

  private static Column<EntityAnnotation> column(
      String name, LogicalType type, Function<EntityAnnotation, @Nullable Object> value) {
    return new Column.Scalar<>(name, type, value);
  }
}
