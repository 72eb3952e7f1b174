package io.qklm.kg.store.format;

import io.qklm.kg.alias.AliasIndexWriter;
import java.nio.charset.StandardCharsets;

/** Which normalised surface forms can be filed in the alias index. */
public final class SurfaceKeys {

  private SurfaceKeys() {}

  public static boolean usable(String key) {
    return !key.isEmpty()
        && key.indexOf(0) < 0
        && (key.length() <= AliasIndexWriter.MAX_KEY_BYTES / 3
            || key.getBytes(StandardCharsets.UTF_8).length <= AliasIndexWriter.MAX_KEY_BYTES);
  }
}
