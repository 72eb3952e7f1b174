package io.qklm.connect;

import io.qklm.text.LanguageTags;
import java.util.Optional;

/** What feeds and records say of their language, as a BCP 47 code. */
public final class LanguageCode {

  private LanguageCode() {}

  /**
   * The code, of the first where several stand; empty where nobody can tell what is meant. A wrong
   * code would be worse than none.
   */
  public static Optional<String> of(String written) {
    return LanguageTags.canonical(written)
        .or(() -> LanguageTags.canonical(written.strip().split("[,;\\s]", 2)[0]));
  }
}
