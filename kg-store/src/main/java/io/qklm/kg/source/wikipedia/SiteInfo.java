package io.qklm.kg.source.wikipedia;

import io.qklm.kg.EntityId;
import io.qklm.kg.source.wikipedia.markup.Namespaces;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a dump says of its wiki.
 *
 * @param database its name among the wikis, such as {@code enwiki}; {@code wiki} where it says none
 * @param names of its namespaces by number
 * @param firstLetterCounts whether titles keep a small first letter
 */
record SiteInfo(String database, Map<Integer, String> names, boolean firstLetterCounts) {

  /** The wiki whose pages DBpedia names. */
  private static final String ENGLISH = "enwiki";

  SiteInfo {
    names = Map.copyOf(names);
  }

  /** Of a dump that says nothing of itself. */
  static SiteInfo unknown() {
    return new SiteInfo("wiki", Map.of(), false);
  }

  Namespaces namespaces() {
    return new Namespaces(new TreeMap<>(names), firstLetterCounts);
  }

  /** The tag of the language that its pages are written in. */
  String language() {
    String code = database.toLowerCase(Locale.ROOT).replaceFirst("wiki.*$", "").replace('_', '-');
    return switch (code) {
      case "", "simple", "test" -> "en";
      case "no" -> "nb";
      case "als" -> "gsw";
      case "be-x-old" -> "be-tarask";
      case "zh-min-nan" -> "nan";
      case "zh-yue" -> "yue";
      case "zh-classical" -> "lzh";
      default -> code;
    };
  }

  /** The id of an article by its title; empty if the title is too long to be one. */
  Optional<EntityId> id(String title) {
    return titleId(database, title);
  }

  /** The id of an article of some wiki by its title. */
  static Optional<EntityId> titleId(String database, String title) {
    String name = (database.equals(ENGLISH) ? "dbr:" : database + ":") + title.replace(' ', '_');
    return EntityId.isValid(name) ? Optional.of(new EntityId(name)) : Optional.empty();
  }
}
