package io.qklm.kg.source.dbpedia;

import io.qklm.kg.EntityKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What kind of thing a page is about. Types of the ontology say it surely where they say anything;
 * half of the pages have none, so then the title, what the first sentence calls the thing, and the
 * categories are asked in turn. What runs under a common noun is {@link EntityKind#OTHER}; what
 * looks like a name and tells nothing else stays {@link EntityKind#UNKNOWN}.
 */
public final class EntityKinds {

  private static final Set<String> PERSON = Set.of("Person", "FictionalCharacter");
  private static final Set<String> ORGANISATION =
      Set.of("Organisation", "Company", "Band", "SportsTeam");

  /** Words by which an untyped page is known as an organisation, though it may have coordinates. */
  private static final Pattern ORGANISATION_WORD =
      Pattern.compile(
          "(?:^|_)(?:Agency|Airlines|Bank|Commission|Company|Corporation|Council|F\\.C\\.|Inc\\.|"
              + "Institute|Ministry|Organi[sz]ation|Orchestra|Party|University|Union)(?:_|$)");

  private static final Pattern TEAM = Pattern.compile(".*_national_.*team(?:_.*)?");

  /** Offices and ranks: whoever holds one is a person, the office is not. */
  private static final Pattern OFFICE =
      Pattern.compile(
          "(?:(?:Vice|Deputy|Lord|First|High|Grand|Supreme|Rear)_)*(?:President|Prime_Minister|King|"
              + "Queen|Emperor|Duke|Earl|Count|Governor|Governor-General|Archbishop|Bishop|Patriarch|"
              + "Chancellor|Lieutenant|Minister|Secretary|Attorney_General|Solicitor_General|Mayor|"
              + "Speaker|Admiral|Commissioner|Ambassador|Member|Leader)(?:_(?:of|for|to)_.*)?");

  private static final Set<String> PLACE =
      Set.of("Place", "PopulatedPlace", "CelestialBody", "Planet");
  private static final Set<String> NAMED =
      Set.of(
          "Work",
          "Event",
          "Language",
          "EthnicGroup",
          "Award",
          "MeanOfTransportation",
          "Device",
          "Currency",
          "Holiday",
          "Name",
          "Sport",
          "Website",
          "Software",
          "Programming_Language",
          "Weapon",
          "Game");
  private static final Set<String> COMMON =
      Set.of(
          "Species",
          "Eukaryote",
          "MusicGenre",
          "Disease",
          "ChemicalCompound",
          "AnatomicalStructure",
          "Drug",
          "Colour",
          "Activity",
          "Beverage",
          "Bacteria",
          "Protein");
  private static final Set<String> WAY = Set.of("Infrastructure", "Road", "Bridge", "Station");

  private static final Pattern NUMBER_OR_DATE =
      Pattern.compile(
          "[0-9]{1,4}s?(?:_BC)?|(?:January|February|March|April|May|June|July|August|September|"
              + "October|November|December)(?:_[0-9]{1,2})?|[0-9]{3,4}_in_.*");
  private static final Pattern BRACKET = Pattern.compile("^(.+)_\\(([^()]+)\\)$");
  private static final Pattern NAME_BRACKET = Pattern.compile(".*\\b(?:name|surname)$");

  /** What follows "is a" in a first sentence, up to where its noun must have ended. */
  private static final Pattern CALLED =
      Pattern.compile(
          "\\b(?:is|was|are|were)\\s+(?:(?:one|any|some|part)\\s+of\\s+)?(?:the|a|an)\\s+([^.;:(]+)");

  private static final Pattern NOUN_ENDS =
      Pattern.compile(
          "[,\u2013\u2014]|\\b(?:of|in|on|at|by|for|from|to|with|that|which|who|whose|where|when|"
              + "used|based|located|published|produced|formed|released|written|created|developed|"
              + "founded|and|or|as|between|among|under|during|having|consisting|known|called|"
              + "situated|established|owned|designed|held|played|found|made|within|since|after|"
              + "before|about|via|through|per|against|around|over|near|into|starring|directed|"
              + "recorded|headquartered|operating|set|built|organi[sz]ed|competing|playing)\\b");

  private static final Pattern CONCEPT_START = Pattern.compile("(?:An?|In|Any|Some)\\s.*");
  private static final Set<String> SMALL =
      Set.of(
          "of", "the", "and", "in", "on", "for", "de", "la", "le", "du", "del", "der", "von", "van",
          "at", "to", "al", "el", "a", "by", "with", "da", "di", "des", "und", "y", "e");

  private EntityKinds() {}

  /**
   * The kind.
   *
   * @param title as in the address of the page, decoded
   * @param types names in the ontology, without prefix
   * @param categories names, with underscores
   * @param place whether the page has coordinates
   * @param text the first sentences in English, or nothing
   */
  public static EntityKind of(
      String title, Set<String> types, List<String> categories, boolean place, String text) {
    if (overlap(types, PERSON) || categories.stream().anyMatch(EntityKinds::saysPerson)) {
      return EntityKind.PER;
    }
    if (overlap(types, ORGANISATION)
        || (types.isEmpty() && ORGANISATION_WORD.matcher(title).find() && !common(title, text))) {
      return EntityKind.ORG;
    }
    if (types.isEmpty() && TEAM.matcher(title).matches()) {
      return EntityKind.ORG;
    }
    if ((place && !overlap(types, PLACE)) || union(title, types)) {
      // Headquarters have coordinates, and unions of states are typed as countries.
      Optional<EntityKind> called = called(text).filter(kind -> kind == EntityKind.ORG);
      if (called.isPresent() && !overlap(types, WAY)) {
        return EntityKind.ORG;
      }
    }
    if (overlap(types, PLACE) || place || overlap(types, WAY)) {
      return EntityKind.LOC;
    }
    if (overlap(types, NAMED)) {
      return EntityKind.MISC;
    }
    if (overlap(types, COMMON)
        || NUMBER_OR_DATE.matcher(title).matches()
        || OFFICE.matcher(title).matches()
        || common(title, text)) {
      return EntityKind.OTHER;
    }
    return named(title)
        .or(() -> called(text))
        .or(() -> byCategories(categories))
        .orElse(text.isEmpty() || properName(title) ? EntityKind.UNKNOWN : EntityKind.OTHER);
  }

  private static boolean union(String title, Set<String> types) {
    return types.contains("Country")
        && (title.endsWith("_Union")
            || title.endsWith("_League")
            || title.endsWith("_Community")
            || title.startsWith("Commonwealth_of_I")
            || title.startsWith("Organi"));
  }

  private static boolean saysPerson(String category) {
    return category.endsWith("_births") || category.equals("Living_people");
  }

  private static boolean overlap(Set<String> names, Set<String> wanted) {
    return names.stream().anyMatch(wanted::contains);
  }

  /**
   * Whether the title is a common noun: its words but the first are small, or the text writes its
   * one word small, or begins by explaining it.
   */
  private static boolean common(String title, String text) {
    String name = BRACKET.matcher(title).replaceFirst("$1").replace('_', ' ');
    String[] words = name.split(" ", -1);
    for (int i = 1; i < words.length; i++) {
      if (!words[i].isEmpty()
          && Character.isLowerCase(words[i].codePointAt(0))
          && !SMALL.contains(words[i])) {
        return true;
      }
    }
    if (text.isEmpty() || name.isEmpty() || !letters(name)) {
      return false;
    }
    if (CONCEPT_START.matcher(text).matches()) {
      return true;
    }
    String small = name.toLowerCase(Locale.ROOT);
    return !small.equals(name)
        && words.length == 1
        && Pattern.compile(
                "(?<![\\p{L}\\p{N}])" + Pattern.quote(small) + "(?:s|es)?(?![\\p{L}\\p{N}])")
            .matcher(text)
            .find();
  }

  private static boolean letters(String name) {
    return name.codePoints().allMatch(c -> Character.isLetter(c) || c == ' ' || c == '-');
  }

  /** By the word in brackets behind the title, else by the title's own noun. */
  private static Optional<EntityKind> named(String title) {
    Matcher bracket = BRACKET.matcher(title);
    if (bracket.matches()) {
      if (NAME_BRACKET.matcher(bracket.group(2)).matches()) {
        return Optional.of(EntityKind.OTHER);
      }
      Optional<EntityKind> kind = head(bracket.group(2).replace('_', ' '));
      if (kind.isPresent()) {
        return kind;
      }
    }
    String name = BRACKET.matcher(title).replaceFirst("$1").replace('_', ' ');
    int of = name.indexOf(" of ");
    String noun = of > 0 ? name.substring(0, of) : name;
    // "Burger King" and "Binghamton Senators" are no persons.
    return noun.indexOf(' ') < 0 && of < 0
        ? Optional.empty()
        : head(noun).filter(kind -> kind != EntityKind.PER);
  }

  private static Optional<EntityKind> head(String phrase) {
    String[] words = phrase.strip().split("[ ,]+", -1);
    return KindWords.of(words[words.length - 1]);
  }

  /** By what the first sentence calls it. */
  private static Optional<EntityKind> called(String text) {
    Matcher called = CALLED.matcher(text);
    if (!called.find()) {
      return Optional.empty();
    }
    String phrase = NOUN_ENDS.split(called.group(1), 2)[0];
    return phrase.isBlank() ? Optional.empty() : head(phrase);
  }

  /** By the nouns of the categories, if one kind has more of them than the others. */
  private static Optional<EntityKind> byCategories(List<String> categories) {
    Map<EntityKind, Integer> votes = new EnumMap<>(EntityKind.class);
    for (String category : categories) {
      String phrase = category.replace('_', ' ');
      head(NOUN_ENDS.split(phrase, 2)[0])
          .filter(kind -> kind != EntityKind.PER)
          .ifPresent(kind -> votes.merge(kind, 1, Integer::sum));
    }
    int most = votes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<EntityKind> best =
        votes.entrySet().stream().filter(e -> e.getValue() == most).map(Map.Entry::getKey).toList();
    return best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty();
  }

  /** Two words or more, all but the small ones capitalised; or one that holds further capitals. */
  private static boolean properName(String title) {
    String name = BRACKET.matcher(title).replaceFirst("$1");
    return name.indexOf('_') > 0 || name.codePoints().filter(Character::isUpperCase).count() > 1;
  }
}
