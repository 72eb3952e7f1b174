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
  private static final String SEE_ALSO = "ref/rdfs:seeAlso/";
  private static final String CATEGORY = "Category:";
  private static final Pattern BRACKETS = Pattern.compile("\\s+\\([^()]*\\)$");

  /**
   * Times are Java milliseconds of a midnight in Central Europe; this brings them past it in UTC.
   */
  private static final long PAST_MIDNIGHT_MILLIS = 3 * 3_600_000;

  /** 15 October 1582, the first day of the Gregorian calendar. */
  private static final long REFORM_MILLIS = LocalDate.of(1582, 10, 15).toEpochDay() * 86_400_000L;

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
    boolean page = !title.startsWith(CATEGORY) && !title.startsWith("List_of_");
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
        ? first(fields, SEE_ALSO).filter(uri -> uri.startsWith(RESOURCE)).map(uri -> id(title(uri)))
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
          String bare = bare(label);
          if (!bare.equals(label) && !bare.isEmpty()) {
            aliases.put(language, List.of(bare));
          }
        });
    Map<String, String> descriptions = new TreeMap<>();
    Descriptions.of(text(), bare(labels.getOrDefault("en", title)))
        .ifPresent(text -> descriptions.put("en", text));
    return new Entity(id(), labels, aliases, descriptions, types(), kind(), rank());
  }

  /** Its English names: the label, and the label without brackets. */
  List<String> names() {
    String label = labels().getOrDefault("en", title);
    String bare = bare(label);
    return bare.equals(label) || bare.isEmpty() ? List.of(label) : List.of(label, bare);
  }

  private static String bare(String label) {
    return BRACKETS.matcher(label).replaceFirst("");
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

  /** By its own page, else by that which a page without any text leads to. */
  private EntityKind kind() {
    Set<String> names = Set.copyOf(types().stream().map(type -> type.substring(4)).toList());
    boolean place = fields.containsKey("dou/geo:lat/");
    EntityKind kind = EntityKinds.of(title, names, categories(), place, text());
    return kind != EntityKind.UNKNOWN
        ? kind
        : first(fields, SEE_ALSO)
            .filter(uri -> uri.startsWith(RESOURCE))
            .map(uri -> EntityKinds.of(title(uri), names, List.of(), false, ""))
            .orElse(kind);
  }

  /** Names of the categories, without their prefix. */
  List<String> categories() {
    return fields.getOrDefault("ref/dc:subject/", List.of()).stream()
        .filter(uri -> uri.startsWith(RESOURCE + CATEGORY))
        .map(uri -> title(uri).substring(CATEGORY.length()))
        .toList();
  }

  /** The beginning of the English article, in one line; empty if there is none. */
  String text() {
    return first(fields, "@en/rdfs:comment/").map(DbpediaRecord::clean).orElse("");
  }

  private float rank() {
    float rank = first(fields, "flo/entityhub:entityRank/").map(Float::parseFloat).orElse(0f);
    return Math.max(0, Math.min(1, rank));
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
