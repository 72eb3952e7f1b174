package io.qklm.kg.source.wikipedia;

import io.qklm.kg.EntityKind;
import io.qklm.kg.source.wikipedia.markup.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The box beside an article: which one it is, and what kind of thing has such a box. */
final class Infoboxes {

  private static final Pattern BOX =
      Pattern.compile(
          "^(?:infobox|infoboks|infocaja|info/|ficha de|taxobox|automatic taxobox|speciesbox|geobox|"
              + "chembox|drugbox|starbox|карточка|картка).*|.*(?:infobox|信息框|インフォボックス)$");

  /** Words of a box's name, the first that occurs decides. */
  private static final Map<EntityKind, List<String>> WORDS = words();

  private Infoboxes() {}

  private static Map<EntityKind, List<String>> words() {
    Map<EntityKind, List<String>> words = new LinkedHashMap<>();
    words.put(
        EntityKind.MISC,
        List.of(
            "film",
            "album",
            "song",
            "single",
            "book",
            "novel",
            "television",
            "tv",
            "video game",
            "game",
            "software",
            "website",
            "play",
            "musical",
            "artwork",
            "painting",
            "award",
            "event",
            "war",
            "military conflict",
            "battle",
            "election",
            "tournament",
            "championship",
            "season",
            "competition",
            "race",
            "language",
            "ethnic group",
            "religion",
            "holiday",
            "treaty",
            "law",
            "legislation",
            "court case",
            "ship",
            "aircraft",
            "automobile",
            "locomotive",
            "weapon",
            "rocket",
            "spacecraft",
            "spaceflight",
            "mobile phone",
            "os",
            "programming language",
            "magazine",
            "newspaper",
            "journal",
            "comic",
            "character",
            "currency",
            "flag",
            "pandemic",
            "outbreak",
            "attack",
            "earthquake",
            "hurricane",
            "storm",
            "电影",
            "专辑"));
    words.put(
        EntityKind.ORG,
        List.of(
            "company",
            "organization",
            "organisation",
            "university",
            "school",
            "college",
            "club",
            "team",
            "band",
            "musical ensemble",
            "political party",
            "government agency",
            "agency",
            "airline",
            "bank",
            "broadcast",
            "broadcasting network",
            "television station",
            "radio station",
            "record label",
            "publisher",
            "legislature",
            "parliament",
            "cabinet",
            "court",
            "law enforcement",
            "military unit",
            "trade union",
            "union",
            "orchestra",
            "network",
            "institute",
            "hospital",
            "museum",
            "sports league",
            "football league",
            "league",
            "unternehmen",
            "partei",
            "verein",
            "公司",
            "大学"));
    words.put(
        EntityKind.LOC,
        List.of(
            "settlement",
            "city",
            "town",
            "village",
            "country",
            "state",
            "province",
            "region",
            "county",
            "district",
            "municipality",
            "island",
            "islands",
            "mountain",
            "river",
            "lake",
            "sea",
            "valley",
            "park",
            "protected area",
            "building",
            "bridge",
            "station",
            "airport",
            "stadium",
            "venue",
            "road",
            "street",
            "church",
            "castle",
            "monument",
            "dam",
            "planet",
            "place",
            "geobox",
            "commune",
            "gemeinde",
            "ort",
            "fluss",
            "berg",
            "former country",
            "continent",
            "desert",
            "glacier",
            "volcano",
            "cave",
            "nrhp",
            "lighthouse",
            "harbour",
            "neighborhood",
            "suburb",
            "constituency",
            "行政区",
            "城市"));
    words.put(
        EntityKind.PER,
        List.of(
            "person",
            "people",
            "biography",
            "officeholder",
            "office holder",
            "politician",
            "president",
            "prime minister",
            "minister",
            "governor",
            "senator",
            "congressman",
            "judge",
            "mp",
            "royalty",
            "monarch",
            "nobility",
            "saint",
            "pope",
            "clergy",
            "christian leader",
            "religious biography",
            "scientist",
            "academic",
            "philosopher",
            "writer",
            "author",
            "poet",
            "artist",
            "musical artist",
            "musician",
            "singer",
            "actor",
            "comedian",
            "model",
            "architect",
            "engineer",
            "economist",
            "journalist",
            "criminal",
            "military person",
            "astronaut",
            "sportsperson",
            "athlete",
            "cricketer",
            "cyclist",
            "golfer",
            "boxer",
            "wrestler",
            "swimmer",
            "skier",
            "driver",
            "player",
            "coach",
            "chess player",
            "tennis",
            "figure skater",
            "martial artist",
            "racing driver",
            "biographie",
            "artista",
            "personne",
            "人物",
            "艺人"));
    words.put(
        EntityKind.OTHER,
        List.of(
            "taxobox",
            "speciesbox",
            "chembox",
            "drugbox",
            "medical condition",
            "disease",
            "drug",
            "element",
            "enzyme",
            "protein",
            "gene",
            "mineral",
            "anatomy",
            "brain",
            "bone",
            "food",
            "beverage",
            "breed",
            "music genre",
            "unit",
            "occupation",
            "color",
            "colour"));
    return words;
  }

  /** The first box of a page. */
  static Optional<Template> of(List<Template> templates) {
    return templates.stream()
        .filter(template -> BOX.matcher(template.key().replace('_', ' ')).matches())
        .findFirst();
  }

  /** What a box is for, in small letters; empty where its name says nothing more. */
  static String type(Template box) {
    return box.name()
        .replace('_', ' ')
        .toLowerCase(Locale.ROOT)
        .replaceFirst("^(?:infobox|infoboks|infocaja|info/|ficha de|карточка|картка)[ :]*", "")
        .replaceFirst("(?: infobox|信息框)$", "")
        .strip();
  }

  /** The kind of what has such a box; by the last of its words that says one. */
  static EntityKind kind(String type) {
    List<String> found = new ArrayList<>();
    EntityKind kind = EntityKind.UNKNOWN;
    int place = -1;
    for (Map.Entry<EntityKind, List<String>> entry : WORDS.entrySet()) {
      for (String word : entry.getValue()) {
        int end = endOf(word, type);
        // Of two words that end together the longer is the more exact.
        if (end > place || (end == place && end >= 0 && word.length() > found.get(0).length())) {
          place = end;
          kind = entry.getKey();
          found.clear();
          found.add(word);
        }
      }
    }
    return kind;
  }

  /**
   * Where a word ends in a type, whole words only where letters have cases; -1 if it is not there.
   */
  private static int endOf(String word, String type) {
    int at = type.lastIndexOf(word);
    if (at < 0) {
      return -1;
    }
    int end = at + word.length();
    boolean ideographic = Character.isIdeographic(word.codePointAt(0));
    boolean whole =
        (at == 0 || !Character.isLetterOrDigit(type.charAt(at - 1)))
            && (end == type.length() || !Character.isLetter(type.charAt(end)));
    return whole || ideographic ? end : -1;
  }
}
