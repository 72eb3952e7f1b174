package io.qklm.kg;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One thing the knowledge knows. Maps are keyed by language code ({@code en}, {@code zh}).
 *
 * @param id its name across epochs
 * @param labels the usual name by language; at least one
 * @param aliases further names by language
 * @param descriptions one line by language
 * @param types classes it belongs to, as the source names them
 * @param kind coarse kind
 * @param rank prominence from 0 (obscure) to 1
 */
public record Entity(
    EntityId id,
    Map<String, String> labels,
    Map<String, List<String>> aliases,
    Map<String, String> descriptions,
    List<String> types,
    EntityKind kind,
    float rank) {

  public Entity {
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("entity " + id + " has no label; one is required");
    }
    if (!(rank >= 0 && rank <= 1)) {
      throw new IllegalArgumentException(
          "entity " + id + " has rank " + rank + "; 0 to 1 is allowed");
    }
    labels = sorted(labels);
    descriptions = sorted(descriptions);
    Map<String, List<String>> copy = new TreeMap<>();
    aliases.forEach(
        (language, names) -> {
          if (!names.isEmpty()) {
            copy.put(language, List.copyOf(names));
          }
        });
    aliases = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(copy));
    types = List.copyOf(types);
  }

  private static Map<String, String> sorted(Map<String, String> texts) {
    return java.util.Collections.unmodifiableMap(new LinkedHashMap<>(new TreeMap<>(texts)));
  }

  /**
   * The label in {@code language} or another region of it, else in English, else the one for all
   * languages, else the first there is.
   */
  public String label(String language) {
    return Languages.shown(labels, language).orElseGet(() -> labels.values().iterator().next());
  }

  /** The description in {@code language} or another region of it, else in English. */
  public Optional<String> description(String language) {
    return Languages.shown(descriptions, language);
  }
}
