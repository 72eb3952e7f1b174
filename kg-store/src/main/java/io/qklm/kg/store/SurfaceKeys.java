package io.qklm.kg.store;

import io.qklm.kg.alias.AliasIndexWriter;
import java.nio.charset.StandardCharsets;

/** Which normalised surface forms can be filed in the alias index. */
final class SurfaceKeys {

  private SurfaceKeys() {}

  static boolean usable(String key) {
    return !key.isEmpty()
        && key.indexOf(0) < 0
        && (key.length() <= AliasIndexWriter.MAX_KEY_BYTES / 3
            || key.getBytes(StandardCharsets.UTF_8).length <= AliasIndexWriter.MAX_KEY_BYTES);
  }
}
