package io.qklm.kg.source.wikidata;

import io.qklm.kg.source.SourceOptions;
import java.util.List;
import java.util.Set;

/**
 * What is taken of a Wikidata dump.
 *
 * @param languages of labels, aliases and descriptions, as Wikidata codes them; at least one
 * @param sitelinks Wikipedia and other wiki pages an item needs to be taken; 0 takes all
 */
public record WikidataOptions(List<String> languages, int sitelinks) {

  public static final Set<String> KEYS = Set.of("languages", "sitelinks");

  public WikidataOptions {
    languages = List.copyOf(languages);
    if (languages.isEmpty()) {
      throw new IllegalArgumentException(
          "the option 'languages' names none; codes separated by commas are allowed, such as"
              + " en,zh");
    }
    if (sitelinks < 0) {
      throw new IllegalArgumentException(
          "the option 'sitelinks' is " + sitelinks + "; 0 and more is allowed");
    }
  }

  /** English and Chinese, every item. */
  public static WikidataOptions defaults() {
    return new WikidataOptions(List.of("en", "zh"), 0);
  }

  public static WikidataOptions of(SourceOptions options) {
    return new WikidataOptions(
        options.list("languages", defaults().languages()),
        options.number("sitelinks", 0, defaults().sitelinks()));
  }
}
