package io.qklm.flink.sql;

import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.StringData;
import org.jspecify.annotations.Nullable;

/** Values in Flink's internal form. */
final class Values {

  private Values() {}

  static StringData text(String value) {
    return StringData.fromString(value);
  }

  /** An array of texts. */
  static ArrayData texts(List<String> values) {
    return new GenericArrayData(values.stream().map(StringData::fromString).toArray());
  }

  static @Nullable StringData text(Optional<String> value) {
    return value.map(StringData::fromString).orElse(null);
  }
}
