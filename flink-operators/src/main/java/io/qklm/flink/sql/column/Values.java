package io.qklm.flink.sql.column;

import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.StringData;
import org.jspecify.annotations.Nullable;

/** Values in Flink's internal form. */
public final class Values {

  private Values() {}

  public static StringData text(String value) {
    return StringData.fromString(value);
  }

  /** An array of texts. */
  public static ArrayData texts(List<String> values) {
    return new GenericArrayData(values.stream().map(StringData::fromString).toArray());
  }

  public static @Nullable StringData text(Optional<String> value) {
    return value.map(StringData::fromString).orElse(null);
  }
}
