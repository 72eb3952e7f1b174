package io.qklm.connect;

import io.qklm.text.Nearest;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Connect ignores keys that it does not know; a misspelt one would go unseen. */
public final class Unknown {

  private Unknown() {}

  /**
   * Checks that every key is known.
   *
   * @param owner what the configuration is of, for the message
   * @param foreign keys that Connect itself adds or reads
   * @throws ConfigException that names the first unknown key and what may have been meant
   */
  public static void refuse(
      String owner, Map<String, ?> given, ConfigDef known, List<String> foreign) {
    for (String key : new TreeSet<>(given.keySet())) {
      boolean allowed =
          known.names().contains(key)
              || foreign.stream()
                  .anyMatch(f -> f.endsWith("*") ? key.startsWith(stem(f)) : key.equals(f));
      if (!allowed) {
        List<String> names = known.names().stream().sorted().toList();
        throw new ConfigException(
            owner
                + ": unknown option '"
                + key
                + "'"
                + Nearest.suggestion(key, names)
                + " (allowed: "
                + String.join(", ", names)
                + ")");
      }
    }
  }

  private static String stem(String pattern) {
    return pattern.substring(0, pattern.length() - 1);
  }
}
