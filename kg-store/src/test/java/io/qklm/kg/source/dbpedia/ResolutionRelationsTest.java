package io.qklm.kg.source.dbpedia;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Relation;
import io.qklm.kg.source.RecordingSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResolutionRelationsTest {

  private static final EntityId BERLIN = new EntityId("dbr:Berlin");
  private static final EntityId SPREE = new EntityId("dbr:Spree");
  private static final EntityId GATE = new EntityId("dbr:Brandenburg_Gate");
  private static final EntityId RIVER = new EntityId("dbr:River");

  @Test
  void whatAnArticleNamesIsRelatedUnlessItIsACommonNoun() throws IOException {
    ResolutionRelations relations = new ResolutionRelations();
    relations.page(
        BERLIN,
        EntityKind.LOC,
        List.of("Berlin"),
        "Spree and River begin sentences. In Berlin the Spree, a River, passes the Brandenburg Gate.",
        List.of());
    relations.page(SPREE, EntityKind.LOC, List.of("Spree"), "", List.of());
    relations.page(GATE, EntityKind.LOC, List.of("Brandenburg Gate"), "", List.of());
    relations.page(RIVER, EntityKind.OTHER, List.of("River"), "", List.of());
    RecordingSink sink = new RecordingSink();
    relations.readInto(sink);
    assertThat(sink.facts)
        .extracting(fact -> fact.relation() + " " + fact.object().plain())
        .containsExactly("qklm:names dbr:Spree", "qklm:names dbr:Brandenburg_Gate");
    assertThat(sink.relations).allMatch(Relation::forResolutionOnly);
  }

  @Test
  void aNameOfTwoBearersAndTheFirstWordOfASentenceSayNothing() {
    NamedInText names = new NamedInText();
    names.name("Spree", SPREE);
    names.name("Brandenburg Gate", GATE);
    names.name("Brandenburg Gate", BERLIN);
    assertThat(names.in("Spree flows. Spree too: the Brandenburg Gate does not.")).isEmpty();
    assertThat(names.in("The spree, but then the Spree.")).containsExactly(SPREE);
  }

  @Test
  void smallCategoriesRelateTheirMembersAndThoseOfYearsDoNot() {
    SharedCategories categories = new SharedCategories();
    categories.add(SPREE, List.of("Rivers_of_Berlin", "1237_establishments"));
    categories.add(BERLIN, List.of("Rivers_of_Berlin", "1237_establishments"));
    IntStream.range(0, SharedCategories.MOST_MEMBERS + 1)
        .forEach(i -> categories.add(new EntityId("dbr:P" + i), List.of("People")));
    List<String> pairs = new ArrayList<>();
    categories.visit((one, other) -> pairs.add(one + " " + other));
    assertThat(pairs).containsExactly("dbr:Berlin dbr:Spree");
  }
}
