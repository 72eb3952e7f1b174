package io.qklm.kg.source.dbpedia;

import io.qklm.kg.EntityKind;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which kind a thing is that is called by a noun: a river is a place, a novelist a person. */
final class KindWords {

  private static final String PERSONS =
      "actor actress singer musician politician footballer player writer novelist poet author"
          + " composer guitarist drummer bassist pianist violinist rapper songwriter"
          + " singer-songwriter director filmmaker screenwriter painter artist sculptor architect"
          + " photographer journalist scientist physicist chemist mathematician philosopher"
          + " economist historian biologist engineer inventor lawyer judge jurist admiral soldier"
          + " king queen emperor empress prince princess pharaoh saint archbishop rabbi priest"
          + " theologian missionary prophet boxer wrestler cyclist swimmer golfer racer skier"
          + " jockey sprinter gymnast quarterback outfielder pitcher businessman businesswoman"
          + " entrepreneur industrialist comedian comedienne presenter dancer choreographer"
          + " astronaut explorer god goddess deity hero heroine character superhero supervillain"
          + " playwright dramatist essayist critic cartoonist activist revolutionary statesman"
          + " diplomat senator footballer cricketer sportsperson musicologist astronomer botanist";

  private static final String ORGANISATIONS =
      "company corporation firm organization organisation agency association club team band party"
          + " union university college school institute institution ministry department bureau"
          + " league federation confederation committee commission parliament legislature senate"
          + " assembly court army navy corps regiment brigade squadron newspaper publisher label"
          + " studio studios network channel broadcaster airline airlines bank manufacturer retailer"
          + " conference denomination orchestra choir ensemble duo militia gang cartel alliance"
          + " coalition guild society foundation charity government subsidiary conglomerate"
          + " promotion constructor carmaker automaker brewery distillery supermarket railroad"
          + " newspapers records brothers council police";

  private static final String PLACES =
      "city town village municipality county district region province state country nation"
          + " republic kingdom empire island islands archipelago peninsula continent river lake sea"
          + " ocean gulf bay strait canal mountain mountains range hill hills valley desert forest"
          + " park street road highway motorway freeway turnpike avenue bridge tunnel airport"
          + " stadium arena building skyscraper tower castle palace cathedral temple mosque museum"
          + " hospital prison suburb neighborhood neighbourhood borough settlement commune canton"
          + " prefecture territory colony planet moon constellation galaxy crater theatre theater"
          + " zoo harbour harbor oblast voivodeship emirate sultanate duchy subregion reservoir"
          + " glacier volcano cape plateau plain";

  private static final String NAMED_THINGS =
      "film movie album song novel book play opera musical series sitcom war battle conflict siege"
          + " revolution rebellion uprising massacre treaty constitution award prize medal"
          + " festival holiday tournament championship championships cup competition season draft"
          + " olympics games election referendum language dialect ethnicity tribe ship aircraft car"
          + " automobile missile rifle tank console currency magazine comic manga anime painting"
          + " symphony poem trophy decoration website browser protocol empire-builder crusade"
          + " declaration bible tragedy comedy sonata soundtrack miniseries telenovela charts chart"
          + " derby marathon regatta airshow";

  private static final Map<String, EntityKind> KINDS = kinds();

  private KindWords() {}

  private static Map<String, EntityKind> kinds() {
    Map<String, EntityKind> kinds = new HashMap<>();
    Map.of(
            EntityKind.PER, PERSONS,
            EntityKind.ORG, ORGANISATIONS,
            EntityKind.LOC, PLACES,
            EntityKind.MISC, NAMED_THINGS)
        .forEach(
            (kind, words) -> {
              for (String word : words.split(" ", -1)) {
                kinds.put(word, kind);
              }
            });
    return Map.copyOf(kinds);
  }

  /** The kind of a noun, in whatever case; plurals count as their singular. */
  static Optional<EntityKind> of(String noun) {
    String word = noun.toLowerCase(Locale.ROOT);
    EntityKind kind = KINDS.get(word);
    if (kind == null && word.endsWith("ies")) {
      kind = KINDS.get(word.substring(0, word.length() - 3) + "y");
    }
    if (kind == null && word.endsWith("s")) {
      kind = KINDS.get(word.substring(0, word.length() - 1));
    }
    return Optional.ofNullable(kind);
  }
}
