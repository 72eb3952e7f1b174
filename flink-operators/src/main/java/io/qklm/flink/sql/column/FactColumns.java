package io.qklm.flink.sql.column;

import io.qklm.document.FactStatement;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.logical.LogicalType;

/** A fact as a row: {@code object} is the id of an entity, else the value as text. */
public final class FactColumns {

  private static final LogicalType STRING = DataTypes.STRING().getLogicalType();

  public static final String SUBJECT = "subject";
  public static final String OBJECT = "object";

  public static final Columns<FactStatement> ALL =
      new Columns<>(
          List.of(
              new Column.Scalar<>(SUBJECT, STRING, fact -> Values.text(fact.subject().value())),
              new Column.Scalar<>(
                  "subject_label", STRING, fact -> Values.text(fact.subjectLabel())),
              new Column.Scalar<>("relation", STRING, fact -> Values.text(fact.relation())),
              new Column.Scalar<>(
                  "relation_label", STRING, fact -> Values.text(fact.relationLabel())),
              new Column.Scalar<>("object_kind", STRING, fact -> Values.text(fact.object().kind())),
              new Column.Scalar<>(OBJECT, STRING, fact -> Values.text(fact.object().plain())),
              new Column.Scalar<>("object_label", STRING, fact -> Values.text(fact.objectLabel())),
              new Column.Scalar<>(
                  "object_unit", STRING, fact -> Values.text(fact.object().unit()))));

  private FactColumns() {}
}
