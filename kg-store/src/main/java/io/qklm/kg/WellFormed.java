package io.qklm.kg;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts that survive UTF-8: half of a surrogate pair, which JSON can write and UTF-8 cannot,
 * becomes U+FFFD, the character for what could not be read.
 */
public final class WellFormed {

  private WellFormed() {}

  /** The text itself where nothing has to be replaced. */
  public static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder whole = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(whole::appendCodePoint);
    return whole.toString();
  }

  /** The entity with well-formed names and descriptions; its id is left as it is. */
  public static Entity entity(Entity entity) {
    Map<String, List<String>> aliases = new LinkedHashMap<>();
    entity
        .aliases()
        .forEach(
            (language, names) ->
                aliases.put(language, names.stream().map(WellFormed::text).toList()));
    return new Entity(
        entity.id(),
        texts(entity.labels()),
        aliases,
        texts(entity.descriptions()),
        entity.types().stream().map(WellFormed::text).toList(),
        entity.kind(),
        entity.rank());
  }

  private static Map<String, String> texts(Map<String, String> texts) {
    Map<String, String> whole = new LinkedHashMap<>();
    texts.forEach((language, text) -> whole.put(language, text(text)));
    return whole;
  }

  /** The fact with a well-formed text, where it says one. */
  public static Fact fact(Fact fact) {
    if (fact.object() instanceof FactObject.Text said) {
      String whole = text(said.value());
      return whole.equals(said.value())
          ? fact
          : new Fact(fact.subject(), fact.relation(), new FactObject.Text(whole, said.language()));
    }
    return fact;
  }
}
