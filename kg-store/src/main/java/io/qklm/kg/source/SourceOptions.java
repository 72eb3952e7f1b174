package io.qklm.kg.source;

import io.qklm.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the question mark of {@code FORMAT=PATH?key=value&key=value}.
 *
 * @param values by key
 */
public record SourceOptions(Map<String, String> values) {

  public static final SourceOptions NONE = new SourceOptions(Map.of());

  public SourceOptions {
    values = Map.copyOf(values);
  }

  /**
   * Reads {@code key=value&key=value}.
   *
   * @throws IllegalArgumentException if a key is not allowed, comes twice or has no value
   */
  public static SourceOptions parse(String text, Set<String> allowed) {
    Map<String, String> values = new TreeMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0 || equals == pair.length() - 1) {
        throw new IllegalArgumentException(
            "'" + pair + "' is no option; key=value is, with a key of " + sorted(allowed));
      }
      String key = pair.substring(0, equals);
      if (!allowed.contains(key)) {
        throw new IllegalArgumentException(
            "unknown option '"
                + key
                + "', expected one of "
                + sorted(allowed)
                + Nearest.suggestion(key, sorted(allowed)));
      }
      if (values.put(key, pair.substring(equals + 1)) != null) {
        throw new IllegalArgumentException("the option '" + key + "' is given twice");
      }
    }
    return new SourceOptions(values);
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  /** The values of a list separated by commas. */
  public List<String> list(String key, List<String> otherwise) {
    String given = values.get(key);
    return given == null
        ? otherwise
        : Arrays.stream(given.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException if it is none or below {@code least}
   */
  public int number(String key, int least, int otherwise) {
    @Nullable String given = values.get(key);
    if (given == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(given);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, with what is allowed.
    }
    throw new IllegalArgumentException(
        "the option '"
            + key
            + "' is '"
            + given
            + "'; a whole number from "
            + least
            + " is allowed");
  }

  /**
   * One of several words.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public String oneOf(String key, List<String> allowed, String otherwise) {
    String given = values.getOrDefault(key, otherwise);
    if (!allowed.contains(given)) {
      throw new IllegalArgumentException(
          "the option '"
              + key
              + "' is '"
              + given
              + "', expected one of "
              + allowed
              + Nearest.suggestion(given, allowed));
    }
    return given;
  }
}
