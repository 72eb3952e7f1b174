package io.qklm.kg.source.dbpedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.SurfaceForm;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.RecordingSink;
import io.qklm.kg.source.interchange.StarterSupplement;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the real index, which Maven puts beside the test. */
class DbpediaSourceIT {

  private static final Path STARTER = Path.of(System.getProperty("qklm.starter", "target/starter"));

  private static final Map<String, Entity> ENTITIES = new HashMap<>();

  /** English labels of all records of an entity. */
  private static final Map<String, List<String>> NAMES = new HashMap<>();

  private static final List<Fact> FACTS = new ArrayList<>();
  private static final List<Relation> RELATIONS = new ArrayList<>();
  private static final List<String> PROBLEMS = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    new DbpediaSource(STARTER).readInto(new Collector());
  }

  @Test
  void readsTheMostLinkedEntitiesAndNoCategories() {
    assertThat(ENTITIES).hasSizeBetween(35_000, 40_000);
    assertThat(ENTITIES.keySet()).noneMatch(id -> id.startsWith("dbr:Category:"));
    assertThat(PROBLEMS).hasSizeLessThan(20);
  }

  @Test
  void readsNamesDescriptionKindAndRank() {
    Entity berlin = ENTITIES.get("dbr:Berlin");
    assertThat(berlin.label("en")).isEqualTo("Berlin");
    assertThat(berlin.label("zh")).isEqualTo("柏林");
    assertThat(berlin.description("en").orElseThrow())
        .isEqualTo("Berlin is the capital city of Germany and one of sixteen states of Germany.");
    assertThat(berlin.kind()).isEqualTo(EntityKind.LOC);
    assertThat(berlin.rank()).isBetween(0.7f, 0.8f);
    assertThat(ENTITIES.get("dbr:Mercury_(planet)").aliases().get("en")).containsExactly("Mercury");
  }

  @Test
  void aPageThatOnlyLeadsToAnotherGivesItItsNames() {
    assertThat(ENTITIES).doesNotContainKeys("dbr:U.S.", "dbr:US$", "dbr:United_states");
    assertThat(ENTITIES.get("dbr:United_States").label("en")).isEqualTo("United States");
    assertThat(NAMES.get("dbr:United_States")).contains("U.S.", "USA", "United states");
    assertThat(NAMES.get("dbr:United_States_dollar")).contains("US$");
    assertThat(NAMES.get("dbr:Galileo_Galilei")).contains("Galileo");
  }

  @Test
  void aPageThatLeadsToNothingReadStaysAnEntity() {
    assertThat(ENTITIES).containsKey("dbr:Congressman");
  }

  @Test
  void resolvesWhatHtmlLeftInTheTexts() {
    assertThat(ENTITIES.values())
        .noneMatch(entity -> entity.description("en").orElse("").matches(".*&[a-z#0-9]+;.*"));
    assertThat(ENTITIES.get("dbr:European_Space_Agency").kind()).isEqualTo(EntityKind.ORG);
  }

  @Test
  void fewerThanOneInTwentyHasNoKind() {
    long unknown = ENTITIES.values().stream().filter(e -> e.kind() == EntityKind.UNKNOWN).count();
    assertThat((double) unknown / ENTITIES.size()).isLessThan(0.05);
    assertThat(ENTITIES.get("dbr:Hamas").kind()).isEqualTo(EntityKind.ORG);
    assertThat(ENTITIES.get("dbr:Twitter").kind()).isEqualTo(EntityKind.MISC);
    assertThat(ENTITIES.get("dbr:Java").kind()).isEqualTo(EntityKind.LOC);
    assertThat(ENTITIES.get("dbr:New_York_Yankees").kind()).isEqualTo(EntityKind.ORG);
    assertThat(ENTITIES.get("dbr:Village").kind()).isEqualTo(EntityKind.OTHER);
  }

  @Test
  void descriptionsBeginAsSentencesDo() {
    assertThat(ENTITIES.values())
        .extracting(entity -> entity.description("en").orElse("A"))
        .allMatch(text -> text.matches("(?s)[\\p{L}\\p{N}\"'\u201c\u2018.(].*"))
        .noneMatch(text -> text.contains(" ,") || text.contains("()") || text.contains(",,"));
    assertThat(ENTITIES.get("dbr:Barack_Obama").description("en").orElseThrow())
        .doesNotContain("current");
  }

  @Test
  void categoriesAndNamedEntitiesRelateForResolutionOnly() {
    Map<String, Integer> degrees = new HashMap<>();
    for (Fact fact : FACTS) {
      if (Relation.forResolutionOnly(fact.relation())) {
        degrees.merge(fact.subject().value(), 1, Integer::sum);
        degrees.merge(fact.object().plain(), 1, Integer::sum);
      }
    }
    int[] sorted =
        ENTITIES.keySet().stream().mapToInt(id -> degrees.getOrDefault(id, 0)).sorted().toArray();
    assertThat(sorted[sorted.length / 2]).isBetween(10, 30);
    assertThat(RELATIONS).isNotEmpty().allMatch(Relation::forResolutionOnly);
    assertThat(FACTS)
        .anyMatch(
            fact ->
                fact.subject().value().equals("dbr:Danube")
                    && fact.object().plain().equals("dbr:Germany"));
  }

  @Test
  void readsDatesAsTheirCalendarsNameThem() {
    assertThat(date("dbr:Albert_Einstein", "dbo:deathDate"))
        .contains(new FactObject.Time(1955, 4, 18, 11));
    assertThat(date("dbr:William_Shakespeare", "dbo:deathDate"))
        .contains(new FactObject.Time(1616, 4, 23, 11));
    assertThat(date("dbr:Leonardo_da_Vinci", "dbo:birthDate"))
        .contains(new FactObject.Time(1452, 4, 15, 11));
    assertThat(date("dbr:Elizabeth_I_of_England", "dbo:birthDate"))
        .contains(new FactObject.Time(1533, 9, 7, 11));
  }

  @Test
  void readsPopulationsAndCoordinates() {
    assertThat(fact("dbr:Berlin", "dbo:populationTotal"))
        .contains(new FactObject.Quantity(new BigDecimal("3439100"), Optional.empty()));
    assertThat(fact("dbr:Berlin", "geo:location"))
        .contains(new FactObject.Coordinate(52.500557, 13.398889));
  }

  @Test
  void everyEndOfAFactOfTheSupplementIsHereOrThere() throws IOException {
    RecordingSink supplement = new RecordingSink();
    new StarterSupplement().readInto(supplement);
    Set<String> ids = new HashSet<>(ENTITIES.keySet());
    supplement.entities.forEach(entity -> ids.add(entity.id().value()));
    assertThat(supplement.facts).extracting(fact -> fact.subject().value()).isSubsetOf(ids);
    assertThat(supplement.facts)
        .filteredOn(fact -> fact.object() instanceof FactObject.OfEntity)
        .extracting(fact -> fact.object().plain())
        .isSubsetOf(ids);
    assertThat(supplement.surfaces).extracting(form -> form.id().value()).isSubsetOf(ids);
    // Records that only name something name what the index has.
    assertThat(supplement.entities)
        .filteredOn(entity -> entity.kind() == EntityKind.UNKNOWN)
        .extracting(entity -> entity.id().value())
        .isSubsetOf(ENTITIES.keySet());
  }

  @Test
  void saysWhatIsMissingAndLeavesNoFolderBehind(@TempDir Path empty) throws IOException {
    // Of processes that were killed some may be left, here and elsewhere.
    Set<String> before = unpacked();
    assertThatThrownBy(() -> new DbpediaSource(empty).readInto(new Collector()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(IsolatedDbpediaIndex.DATA_JAR);
    assertThat(before).containsAll(unpacked());
  }

  private static Set<String> unpacked() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("qklm-dbpedia-"))
          .collect(Collectors.toSet());
    }
  }

  private static Optional<FactObject> date(String subject, String relation) {
    return fact(subject, relation);
  }

  private static Optional<FactObject> fact(String subject, String relation) {
    return FACTS.stream()
        .filter(fact -> fact.subject().value().equals(subject) && fact.relation().equals(relation))
        .map(Fact::object)
        .findFirst();
  }

  private static final class Collector implements KnowledgeSink {
    @Override
    public void entity(Entity entity) {
      String id = entity.id().value();
      ENTITIES.putIfAbsent(id, entity);
      NAMES.computeIfAbsent(id, unseen -> new ArrayList<>()).add(entity.label("en"));
    }

    @Override
    public void fact(Fact fact) {
      FACTS.add(fact);
    }

    @Override
    public void relation(Relation relation) {
      RELATIONS.add(relation);
    }

    @Override
    public void surfaceForm(SurfaceForm surfaceForm) {}

    @Override
    public void problem(String place, String reason) {
      PROBLEMS.add(place + ": " + reason);
    }
  }
}
