package io.qklm.kg.source.wikipedia.markup;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A template that a page calls.
 *
 * @param name without namespace, with spaces, its first letter as written
 * @param values wikitext by parameter, those without a name by their number from 1; names in small
 *     letters with underscores
 */
public record Template(String name, Map<String, String> values) {

  public Template {
    values = Map.copyOf(values);
  }

  /** The name in small letters, for comparing. */
  public String key() {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The first of some parameters that is given and not blank. */
  public Optional<String> value(String... names) {
    for (String name : names) {
      String value = values.get(name);
      if (value != null && !value.isBlank()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
