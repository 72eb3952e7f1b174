package io.qklm.kg.source.wikipedia;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.source.wikipedia.markup.Namespaces;
import io.qklm.kg.source.wikipedia.markup.PageLink;
import io.qklm.kg.source.wikipedia.markup.Template;
import io.qklm.kg.source.wikipedia.markup.Wikitext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The facts that a page says plainly, in its box and in the names of its categories: born, died,
 * country, seat, founded and their like. Relations are Wikidata's, so that they fall together with
 * its own. Of a list of values the first counts.
 */
final class PageFacts {

  static final String BORN = "P569";
  static final String DIED = "P570";
  static final String FOUNDED = "P571";
  private static final String COUNTRY = "P17";
  private static final String CITIZENSHIP = "P27";

  private static final Map<String, String[]> DATES =
      Map.of(
          BORN,
          words(
              "birth_date birthdate date_of_birth geburtsdatum date_de_naissance naissance"
                  + " fecha_de_nacimiento 出生日期 出生"),
          DIED,
          words(
              "death_date deathdate date_of_death sterbedatum date_de_décès décès"
                  + " fecha_de_fallecimiento 逝世日期 逝世"),
          FOUNDED,
          words(
              "founded foundation founded_date established established_date formation"
                  + " formed inception gründungsdatum gründung création fundación 成立 成立日期"));

  /** Relations to what a value links first. */
  private static final Map<String, String[]> LINKED = linked();

  private static final String[] COUNTRIES =
      words("country location_country hq_location_country land pays país 国家");

  private static final Map<String, String[]> LABELS =
      Map.ofEntries(
          Map.entry(BORN, new String[] {"date of birth", "出生日期"}),
          Map.entry(DIED, new String[] {"date of death", "死亡日期"}),
          Map.entry(FOUNDED, new String[] {"inception", "成立或建立时间"}),
          Map.entry(COUNTRY, new String[] {"country", "国家"}),
          Map.entry(CITIZENSHIP, new String[] {"country of citizenship", "国籍"}),
          Map.entry("P19", new String[] {"place of birth", "出生地"}),
          Map.entry("P20", new String[] {"place of death", "死亡地"}),
          Map.entry("P159", new String[] {"headquarters location", "总部位置"}),
          Map.entry("P36", new String[] {"capital", "首都或首府"}),
          Map.entry("P112", new String[] {"founded by", "创办者"}));

  private PageFacts() {}

  private static String[] words(String all) {
    return all.split(" ", -1);
  }

  private static Map<String, String[]> linked() {
    Map<String, String[]> linked = new LinkedHashMap<>();
    linked.put(
        "P19", words("birth_place birthplace place_of_birth geburtsort lieu_de_naissance 出生地点"));
    linked.put("P20", words("death_place deathplace place_of_death sterbeort lieu_de_décès 逝世地点"));
    linked.put(
        "P159",
        words("headquarters hq_location hq_location_city location_city hq sitz siège sede 总部"));
    linked.put("P36", words("capital capital_city seat county_seat hauptstadt capitale 首都"));
    linked.put("P112", words("founder founders gründer fondateur fundador 创办人"));
    return linked;
  }

  /** The relations these facts have, with their names. */
  static List<Relation> relations() {
    List<Relation> relations = new ArrayList<>();
    LABELS.forEach(
        (id, names) ->
            relations.add(
                new Relation(id, Map.of("en", names[0], "zh", names[1]), Optional.empty())));
    return relations;
  }

  /** What a page's facts are made from. */
  record About(EntityKind kind, Optional<Template> box, List<String> categories) {}

  /** Facts by relation. */
  static Map<String, FactObject> of(About page, SiteInfo site, Namespaces namespaces) {
    Map<String, FactObject> facts = new LinkedHashMap<>();
    if (page.box.isPresent()) {
      Template box = page.box.get();
      DATES.forEach(
          (relation, names) ->
              box.value(names)
                  .flatMap(value -> date(value, namespaces))
                  .ifPresent(date -> facts.put(relation, date)));
      LINKED.forEach(
          (relation, names) ->
              box.value(names)
                  .flatMap(value -> entity(value, site, namespaces))
                  .ifPresent(id -> facts.put(relation, new FactObject.OfEntity(id))));
      country(page, box)
          .flatMap(value -> entity(value, site, namespaces))
          .ifPresent(
              id ->
                  facts.put(
                      page.kind == EntityKind.PER ? CITIZENSHIP : COUNTRY,
                      new FactObject.OfEntity(id)));
    }
    Categories.years(page.categories).forEach(facts::putIfAbsent);
    if (page.kind == EntityKind.PER) {
      facts.remove(FOUNDED);
    }
    return facts;
  }

  /** Of films and the like the country is where they were made, which is another relation. */
  private static Optional<String> country(About page, Template box) {
    if (page.kind == EntityKind.MISC || page.kind == EntityKind.OTHER) {
      return Optional.empty();
    }
    Optional<String> named = box.value(COUNTRIES);
    return named.isPresent() || !box.value("subdivision_type").orElse("").contains("ountr")
        ? named
        : box.value("subdivision_name");
  }

  private static Optional<FactObject> date(String value, Namespaces namespaces) {
    Wikitext text = Wikitext.of(value, namespaces);
    for (Template template : text.templates()) {
      Optional<FactObject.Time> date = Dates.of(template);
      if (date.isPresent()) {
        return Optional.of(date.get());
      }
    }
    return Dates.of(text.text()).map(FactObject.class::cast);
  }

  private static Optional<EntityId> entity(String value, SiteInfo site, Namespaces namespaces) {
    Wikitext text = Wikitext.of(value, namespaces);
    Optional<String> linked = text.links().stream().map(PageLink::title).findFirst();
    Optional<String> flag =
        text.templates().stream()
            .filter(template -> template.key().matches("flag|flagu|flagcountry"))
            .flatMap(template -> template.value("1").stream())
            .findFirst();
    return linked.or(() -> flag.map(namespaces::title)).flatMap(site::id);
  }
}
