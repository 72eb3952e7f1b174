package io.qklm.flink.sql;

import io.qklm.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.table.api.ValidationException;

/** Reads options as they were written, and tells all that is wrong with them at once. */
final class OptionReader {

  private OptionReader() {}

  /**
   * Options by their keys, all known, all of their types, none missing.
   *
   * @param owner what the options are of, such as {@code the model qklm}
   * @throws ValidationException that names every option that is unknown, missing or mistyped
   */
  static Configuration read(
      String owner,
      Map<String, String> given,
      Set<ConfigOption<?>> required,
      Set<ConfigOption<?>> optional) {
    TreeSet<String> known = new TreeSet<>();
    Stream.concat(required.stream(), optional.stream()).map(ConfigOption::key).forEach(known::add);
    List<String> wrong = new ArrayList<>();
    given.keySet().stream()
        .filter(key -> !known.contains(key))
        .sorted()
        .forEach(
            key ->
                wrong.add(
                    "unknown option '"
                        + key
                        + "'"
                        + Nearest.suggestion(key, List.copyOf(known))
                        + " (allowed: "
                        + String.join(", ", known)
                        + ")"));
    Configuration options = Configuration.fromMap(given);
    for (ConfigOption<?> option : required) {
      if (!given.containsKey(option.key())) {
        wrong.add("the option '" + option.key() + "' is missing: " + meaning(option));
      }
    }
    Stream.concat(required.stream(), optional.stream())
        .forEach(
            option -> {
              String value = given.get(option.key());
              if (value != null) {
                checkType(option, options, value, wrong);
              }
            });
    if (!wrong.isEmpty()) {
      throw new ValidationException(owner + ": " + String.join("; ", wrong));
    }
    return options;
  }

  private static void checkType(
      ConfigOption<?> option, Configuration options, String value, List<String> wrong) {
    try {
      options.get(option);
    } catch (IllegalArgumentException e) {
      wrong.add("the option '" + option.key() + "' cannot be '" + value + "': " + meaning(option));
    }
  }

  private static String meaning(ConfigOption<?> option) {
    return new HtmlFormatter().format(option.description());
  }
}
