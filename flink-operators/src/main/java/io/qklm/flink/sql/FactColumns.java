package io.qklm.flink.sql;

import io.qklm.document.FactStatement;
import io.qklm.kg.FactObject;
import java.util.List;
import java.util.Locale;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/** A fact as a row: {@code object} is the id of an entity, else the value as text. */
final class FactColumns {

  private static final LogicalType STRING = DataTypes.STRING().getLogicalType();

  static final String SUBJECT = "subject";
  static final String OBJECT = "object";

  static final Columns<FactStatement> ALL =
      new Columns<>(
          List.of(
              new Column.Scalar<>(SUBJECT, STRING, fact -> Values.text(fact.subject().value())),
              new Column.Scalar<>(
                  "subject_label", STRING, fact -> Values.text(fact.subjectLabel())),
              new Column.Scalar<>("relation", STRING, fact -> Values.text(fact.relation())),
              new Column.Scalar<>(
                  "relation_label", STRING, fact -> Values.text(fact.relationLabel())),
              new Column.Scalar<>("object_kind", STRING, fact -> Values.text(kind(fact.object()))),
              new Column.Scalar<>(OBJECT, STRING, fact -> Values.text(value(fact.object()))),
              new Column.Scalar<>("object_label", STRING, fact -> Values.text(fact.objectLabel())),
              new Column.Scalar<>("object_unit", STRING, fact -> text(unit(fact.object())))));

  private FactColumns() {}

  private static @Nullable Object text(@Nullable String value) {
    return value == null ? null : Values.text(value);
  }

  /** As the wire contract names it. */
  static String kind(FactObject object) {
    if (object instanceof FactObject.OfEntity) {
      return "entity";
    }
    if (object instanceof FactObject.Text) {
      return "text";
    }
    if (object instanceof FactObject.Quantity) {
      return "quantity";
    }
    return object instanceof FactObject.Time ? "time" : "coordinate";
  }

  static String value(FactObject object) {
    if (object instanceof FactObject.OfEntity entity) {
      return entity.id().value();
    }
    if (object instanceof FactObject.Text text) {
      return text.value();
    }
    if (object instanceof FactObject.Quantity quantity) {
      return quantity.value().toPlainString();
    }
    if (object instanceof FactObject.Time time) {
      return time.iso();
    }
    FactObject.Coordinate place = (FactObject.Coordinate) object;
    return String.format(Locale.ROOT, "%s,%s", place.latitude(), place.longitude());
  }

  static @Nullable String unit(FactObject object) {
    return object instanceof FactObject.Quantity quantity ? quantity.unit().orElse(null) : null;
  }
}
