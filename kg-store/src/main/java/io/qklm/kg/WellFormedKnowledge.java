package io.qklm.kg;

import io.qklm.text.WellFormed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Knowledge whose texts survive UTF-8, by {@link WellFormed#text}. */
public final class WellFormedKnowledge {

  private WellFormedKnowledge() {}

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
    texts.forEach((language, text) -> whole.put(language, WellFormed.text(text)));
    return whole;
  }

  /** The fact with a well-formed text, where it says one. */
  public static Fact fact(Fact fact) {
    if (fact.object() instanceof FactObject.Text said) {
      String whole = WellFormed.text(said.value());
      return whole.equals(said.value())
          ? fact
          : new Fact(fact.subject(), fact.relation(), new FactObject.Text(whole, said.language()));
    }
    return fact;
  }
}
