package io.qklm.kg.store;

import java.util.List;
import java.util.Optional;

/**
 * How an entity is called and described in one language.
 *
 * @param label its usual name
 * @param aliases further names in that language, may be empty
 * @param description one line, if the source has one
 */
public record EntityText(String label, List<String> aliases, Optional<String> description) {

  public EntityText {
    aliases = List.copyOf(aliases);
  }
}
