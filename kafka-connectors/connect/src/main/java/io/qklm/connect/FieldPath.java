package io.qklm.connect;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * Where a field is in a value: a name, or names with dots between them that lead into structs and
 * maps. A field whose own name has the dots comes first.
 */
record FieldPath(String written) {

  /** Names of other fields in a message. */
  private static final int MOST_NAMED = 20;

  /** What was found on a way. */
  sealed interface Found {

    /** The field's value, which may be null. */
    record Value(@Nullable Object value) implements Found {}

    /** No such field; the reason says where the way ended and what there is instead. */
    record Nothing(String reason) implements Found {}
  }

  Found in(Object value) {
    Found whole = step(value, written);
    if (whole instanceof Found.Value || written.indexOf('.') < 0) {
      return whole;
    }
    @Nullable Object at = value;
    StringBuilder way = new StringBuilder();
    for (String name : List.of(written.split("\\."))) {
      if (at == null) {
        return new Found.Value(null);
      }
      Found next = step(at, name);
      if (next instanceof Found.Nothing nothing) {
        return way.isEmpty() ? nothing : new Found.Nothing("in '" + way + "' " + nothing.reason());
      }
      at = ((Found.Value) next).value();
      way.append(way.isEmpty() ? "" : ".").append(name);
    }
    return new Found.Value(at);
  }

  private static Found step(Object from, String name) {
    if (from instanceof Struct struct) {
      Field field = struct.schema().field(name);
      return field == null
          ? missing(name, struct.schema().fields().stream().map(Field::name).toList())
          : new Found.Value(struct.get(field));
    }
    if (from instanceof Map<?, ?> map) {
      return map.containsKey(name)
          ? new Found.Value(map.get(name))
          : missing(name, map.keySet().stream().map(String::valueOf).sorted().toList());
    }
    return new Found.Nothing(
        "there are no fields, but "
            + (from instanceof List ? "a list" : from.getClass().getSimpleName()));
  }

  private static Found missing(String name, List<String> there) {
    String some = String.join(", ", there.subList(0, Math.min(MOST_NAMED, there.size())));
    return new Found.Nothing(
        "there is no field '" + name + "' (there are: " + (some.isEmpty() ? "none" : some) + ")");
  }
}
