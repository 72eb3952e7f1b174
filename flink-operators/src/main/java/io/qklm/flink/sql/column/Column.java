package io.qklm.flink.sql.column;

import java.util.List;
import java.util.function.Function;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/**
 * A column that can be asked for by its name.
 *
 * @param <T> what a row is made of
 */
public sealed interface Column<T> {

  /** As it is written in SQL. */
  String name();

  /**
   * One value.
   *
   * @param type its type; NOT NULL where it always has a value
   * @param value the value in Flink's internal form, null where there is none
   */
  record Scalar<T>(String name, LogicalType type, Function<T, @Nullable Object> value)
      implements Column<T> {}

  /**
   * An array of rows, of which a statement may declare as few fields as it needs.
   *
   * @param fields what a row of the array may have
   * @param elements what the rows are made of, null where there is no array
   */
  record Rows<T, U>(String name, Columns<U> fields, Function<T, @Nullable List<U>> elements)
      implements Column<T> {}
}
