package io.qklm.connect;

import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What feeds and records say of their language, as a BCP 47 code. */
public final class LanguageCode {

  private static final Set<String> CODES = Set.of(Locale.getISOLanguages());
  private static final Map<String, String> NAMES = names();

  private LanguageCode() {}

  /** The code; empty where nobody can tell what is meant. A wrong code would be worse than none. */
  public static Optional<String> of(String written) {
    String words = written.strip();
    String first = words.split("[,;\\s]", 2)[0].replace('_', '-');
    try {
      Locale locale = new Locale.Builder().setLanguageTag(first).build();
      if (CODES.contains(locale.getLanguage())
          || (locale.getLanguage().length() == 3 && isKnown(locale))) {
        return Optional.of(locale.toLanguageTag());
      }
    } catch (IllformedLocaleException e) {
      // A name, perhaps.
    }
    return Optional.ofNullable(NAMES.get(words.toLowerCase(Locale.ROOT)))
        .or(() -> Optional.ofNullable(NAMES.get(first.toLowerCase(Locale.ROOT))));
  }

  private static boolean isKnown(Locale locale) {
    return !locale.getLanguage().equals("und")
        && !locale.getDisplayLanguage(Locale.ENGLISH).equals(locale.getLanguage());
  }

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    for (String code : Locale.getISOLanguages()) {
      Locale locale = Locale.forLanguageTag(code);
      names.putIfAbsent(locale.getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
      names.putIfAbsent(locale.getDisplayLanguage(locale).toLowerCase(Locale.ROOT), code);
    }
    return Map.copyOf(names);
  }
}
