package io.qklm.flink.sql.column;

import io.qklm.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * The columns a row can have, from which a statement declares those it wants, in its own order.
 *
 * @param <T> what a row is made of
 */
public record Columns<T>(List<Column<T>> all) {

  public Columns {
    all = List.copyOf(all);
  }

  /** Columns one after another. */
  public static <T> List<Column<T>> joined(List<Column<T>> first, List<Column<T>> second) {
    List<Column<T>> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  /** Makes rows of the declared columns. */
  @FunctionalInterface
  public interface Writer<T> {
    GenericRowData write(T source);
  }

  @FunctionalInterface
  private interface Cell<T> {
    @Nullable Object of(T source);
  }

  /**
   * Ties the declared columns to these.
   *
   * @param owner what the columns are of, for messages
   * @throws ValidationException if a declared column is not among these or is of another type
   */
  public Writer<T> bind(String owner, RowType declared) {
    List<Cell<T>> cells = new ArrayList<>();
    for (RowType.RowField field : declared.getFields()) {
      cells.add(cell(owner, field.getName(), field.getType()));
    }
    return source -> {
      GenericRowData row = new GenericRowData(cells.size());
      for (int i = 0; i < cells.size(); i++) {
        row.setField(i, cells.get(i).of(source));
      }
      return row;
    };
  }

  private Cell<T> cell(String owner, String name, LogicalType declared) {
    Column<T> column = column(owner, name);
    if (!declared.isNullable() && isNullable(column)) {
      throw new ValidationException(
          owner
              + ": the column '"
              + name
              + "' must not be NOT NULL; it is null where there is nothing to say");
    }
    if (column instanceof Column.Scalar<T> scalar) {
      if (!declared.copy(true).equals(scalar.type().copy(true))) {
        throw new ValidationException(
            owner
                + ": the column '"
                + name
                + "' is declared as "
                + declared.asSummaryString()
                + "; it is "
                + typeOf(column));
      }
      return source -> scalar.value().apply(source);
    }
    return rows(owner, (Column.Rows<T, ?>) column, declared);
  }

  private static <T, U> Cell<T> rows(String owner, Column.Rows<T, U> column, LogicalType declared) {
    if (!(declared instanceof ArrayType array)
        || !(array.getElementType() instanceof RowType row)) {
      throw new ValidationException(
          owner
              + ": the column '"
              + column.name()
              + "' is declared as "
              + declared.asSummaryString()
              + "; it is "
              + typeOf(column));
    }
    Writer<U> element = column.fields().bind(owner + ", column '" + column.name() + "'", row);
    return source -> {
      List<U> elements = column.elements().apply(source);
      return elements == null
          ? null
          : new GenericArrayData(elements.stream().map(element::write).toArray());
    };
  }

  private Column<T> column(String owner, String name) {
    return all.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> names = all.stream().map(Column::name).toList();
              return new ValidationException(
                  owner
                      + ": there is no column '"
                      + name
                      + "'"
                      + Nearest.suggestion(name, names)
                      + " (there are: "
                      + String.join(", ", names)
                      + ")");
            });
  }

  private static <T> boolean isNullable(Column<T> column) {
    return !(column instanceof Column.Scalar<T> scalar) || scalar.type().isNullable();
  }

  /** All of them, as a row's type. */
  public DataType dataType() {
    return DataTypes.ROW(
        all.stream().map(column -> DataTypes.FIELD(column.name(), dataType(column))).toList());
  }

  private static <T> DataType dataType(Column<T> column) {
    return column instanceof Column.Scalar<T> scalar
        ? DataTypes.of(scalar.type())
        : DataTypes.ARRAY(((Column.Rows<T, ?>) column).fields().dataType());
  }

  /** The type to declare, as SQL writes it. */
  public static <T> String typeOf(Column<T> column) {
    if (column instanceof Column.Scalar<T> scalar) {
      return scalar.type().copy(true).asSummaryString();
    }
    return ((Column.Rows<T, ?>) column)
        .fields().all().stream()
            .map(field -> field.name() + " " + typeOf(field))
            .collect(Collectors.joining(", ", "ARRAY<ROW<", ">>"));
  }
}
