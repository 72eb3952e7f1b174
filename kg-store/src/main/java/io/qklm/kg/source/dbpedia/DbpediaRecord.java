package io.qklm.kg.source.dbpedia;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.text.StringEscapeUtils;

/** One document of the DBpedia index, read as an entity and its facts. */
final class DbpediaRecord {

  private static final String RESOURCE = "http://dbpedia.org/resource/";
  private static final String ONTOLOGY = "http://dbpedia.org/ontology/";
  private static final String LABEL = "/rdfs:label/";
  private static final int DESCRIPTION_LENGTH = 200;
  private static final Pattern BRACKETS = Pattern.compile("\\s+\\([^()]*\\)$");
  private static final Pattern SENTENCE_END =
      Pattern.compile("(?<=[\\p{Ll}\\p{Nd})\"]{2}\\.) (?=\\p{Lu})");

  /**
   * Times are Java milliseconds of a midnight in Central Europe; this brings them past it in UTC.
   */
  private static final long PAST_MIDNIGHT_MILLIS = 3 * 3_600_000;

  /** 15 October 1582, the first day of the Gregorian calendar. */
  private static final long REFORM_MILLIS = LocalDate.of(1582, 10, 15).toEpochDay() * 86_400_000L;

  private static final Set<String> PERSON = Set.of("Person", "FictionalCharacter");
  private static final Set<String> ORGANISATION =
      Set.of("Organisation", "Company", "Band", "SportsTeam");

  /**
   * Words by which an untyped page is known as an organisation, although it may have coordinates.
   */
  private static final Pattern ORGANISATION_WORD =
      Pattern.compile(
          "(?:^|_)(?:Agency|Airlines|Bank|Commission|Company|Corporation|Council|F\\.C\\.|Inc\\.|"
              + "Institute|Ministry|Organi[sz]ation|Orchestra|Party|University|Union)(?:_|$)");

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
          "Software");

  private final Map<String, List<String>> fields;
  private final String title;

  private DbpediaRecord(Map<String, List<String>> fields, String title) {
    this.fields = fields;
    this.title = title;
  }

  /** Reads a document; nothing where it describes no entity: settings, categories, lists. */
  static Optional<DbpediaRecord> of(Map<String, List<String>> fields) {
    String uri = first(fields, "uri").orElse("");
    if (!uri.startsWith(RESOURCE)) {
      return Optional.empty();
    }
    String title = title(uri);
    boolean page = !title.startsWith("Category:") && !title.startsWith("List_of_");
    return page ? Optional.of(new DbpediaRecord(fields, title)) : Optional.empty();
  }

  private static String title(String uri) {
    return Normalizer.normalize(
        URLDecoder.decode(
            uri.substring(RESOURCE.length()).replace("+", "%2B"), StandardCharsets.UTF_8),
        Normalizer.Form.NFC);
  }

  String title() {
    return title;
  }

  /** The page that this one only leads to, where that is all there is to it. */
  Optional<EntityId> redirect() {
    boolean empty =
        first(fields, "@en/rdfs:comment/").isEmpty()
            && types().isEmpty()
            && !fields.containsKey("dou/geo:lat/");
    return empty
        ? first(fields, "ref/rdfs:seeAlso/")
            .filter(uri -> uri.startsWith(RESOURCE))
            .map(uri -> id(title(uri)))
        : Optional.empty();
  }

  /** The names of this page as further ones of {@code target}. */
  Entity namesOf(EntityId target) {
    return new Entity(target, labels(), Map.of(), Map.of(), List.of(), EntityKind.UNKNOWN, rank());
  }

  /** The entity. Its id is {@code dbr:} and the page title. */
  Entity entity() {
    Map<String, String> labels = labels();
    Map<String, List<String>> aliases = new TreeMap<>();
    labels.forEach(
        (language, label) -> {
          String bare = BRACKETS.matcher(label).replaceFirst("");
          if (!bare.equals(label) && !bare.isEmpty()) {
            aliases.put(language, List.of(bare));
          }
        });
    Map<String, String> descriptions = new TreeMap<>();
    first(fields, "@en/rdfs:comment/")
        .map(DbpediaRecord::firstSentence)
        .ifPresent(text -> descriptions.put("en", text));
    return new Entity(id(), labels, aliases, descriptions, types(), kind(), rank());
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    fields.forEach(
        (field, values) -> {
          if (field.startsWith("@") && field.endsWith(LABEL)) {
            String label = clean(values.get(0));
            if (!label.isEmpty()) {
              labels.put(field.substring(1, field.length() - LABEL.length()), label);
            }
          }
        });
    labels.putIfAbsent("en", clean(title.replace('_', ' ')));
    return labels;
  }

  private EntityId id() {
    return id(title);
  }

  private static EntityId id(String title) {
    return new EntityId("dbr:" + title);
  }

  /** What the index counts and dates. */
  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    date("cal/dbp-ont:birthDate/")
        .ifPresent(time -> facts.add(new Fact(id(), "dbo:birthDate", time)));
    date("cal/dbp-ont:deathDate/")
        .ifPresent(time -> facts.add(new Fact(id(), "dbo:deathDate", time)));
    first(fields, "lon/dbp-ont:populationTotal/")
        .ifPresent(
            count ->
                facts.add(
                    new Fact(
                        id(),
                        "dbo:populationTotal",
                        new FactObject.Quantity(new BigDecimal(count), Optional.empty()))));
    Optional<String> latitude = first(fields, "dou/geo:lat/");
    Optional<String> longitude = first(fields, "dou/geo:long/");
    if (latitude.isPresent() && longitude.isPresent()) {
      facts.add(
          new Fact(
              id(),
              "geo:location",
              new FactObject.Coordinate(
                  Double.parseDouble(latitude.get()), Double.parseDouble(longitude.get()))));
    }
    return facts;
  }

  private Optional<FactObject> date(String field) {
    return first(fields, field)
        .map(
            millis -> {
              GregorianCalendar day = calendar(Long.parseLong(millis) + PAST_MIDNIGHT_MILLIS);
              if (day.getTimeInMillis() < REFORM_MILLIS) {
                // The index took the days of the Gregorian calendar, reckoned backwards, for days
                // of the
                // Julian one; before the reform people are remembered by the latter.
                LocalDate reckoned = LocalDate.of(year(day), month(day), day.get(Calendar.DATE));
                day = calendar(reckoned.toEpochDay() * 86_400_000L);
              }
              // A year alone stands there as its first of January.
              boolean yearOnly = month(day) == 1 && day.get(Calendar.DATE) == 1;
              return new FactObject.Time(
                  year(day), month(day), day.get(Calendar.DATE), yearOnly ? 9 : 11);
            });
  }

  /** Julian before 15 October 1582, Gregorian from then on. */
  private static GregorianCalendar calendar(long millis) {
    GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    calendar.setTimeInMillis(millis);
    return calendar;
  }

  /** Astronomical year: 0 is 1 BC. */
  private static int year(GregorianCalendar day) {
    int year = day.get(Calendar.YEAR);
    return day.get(Calendar.ERA) == GregorianCalendar.BC ? 1 - year : year;
  }

  private static int month(GregorianCalendar day) {
    return day.get(Calendar.MONTH) + 1;
  }

  private List<String> types() {
    return fields.getOrDefault("ref/rdf:type/", List.of()).stream()
        .filter(type -> type.startsWith(ONTOLOGY))
        .map(type -> "dbo:" + type.substring(ONTOLOGY.length()))
        .sorted()
        .toList();
  }

  private EntityKind kind() {
    Set<String> names = Set.copyOf(types().stream().map(type -> type.substring(4)).toList());
    if (overlap(names, PERSON) || categories().anyMatch(DbpediaRecord::saysPerson)) {
      return EntityKind.PER;
    }
    if (overlap(names, ORGANISATION)) {
      return EntityKind.ORG;
    }
    if (names.isEmpty() && ORGANISATION_WORD.matcher(title).find()) {
      return EntityKind.ORG;
    }
    if (overlap(names, PLACE) || fields.containsKey("dou/geo:lat/")) {
      return EntityKind.LOC;
    }
    if (overlap(names, NAMED)) {
      return EntityKind.MISC;
    }
    return EntityKind.UNKNOWN;
  }

  private java.util.stream.Stream<String> categories() {
    return fields.getOrDefault("ref/dc:subject/", List.of()).stream();
  }

  private static boolean saysPerson(String category) {
    return category.endsWith("_births") || category.endsWith(":Living_people");
  }

  private static boolean overlap(Set<String> names, Set<String> wanted) {
    return names.stream().anyMatch(wanted::contains);
  }

  private float rank() {
    float rank = first(fields, "flo/entityhub:entityRank/").map(Float::parseFloat).orElse(0f);
    return Math.max(0, Math.min(1, rank));
  }

  private static String firstSentence(String comment) {
    String sentence = clean(SENTENCE_END.split(comment, 2)[0]);
    if (sentence.length() <= DESCRIPTION_LENGTH) {
      return sentence;
    }
    int cut = sentence.lastIndexOf(' ', DESCRIPTION_LENGTH - 1);
    return sentence.substring(0, cut > 0 ? cut : DESCRIPTION_LENGTH - 1) + "\u2026";
  }

  /** One line in NFC; HTML entities and byte order marks, left over in the index, are resolved. */
  private static String clean(String text) {
    return Normalizer.normalize(StringEscapeUtils.unescapeHtml4(text), Normalizer.Form.NFC)
        .replaceAll("[\\s\\u00a0\\ufeff]+", " ")
        .strip();
  }

  private static Optional<String> first(Map<String, List<String>> fields, String name) {
    List<String> values = fields.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }
}
