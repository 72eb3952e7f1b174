package io.qklm.kg.source.dbpedia;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityKindsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Twitter | Twitter is a website, owned by Twitter Inc., which offers a service. | MISC
          New_York_Yankees | The New York Yankees are a professional baseball team based in the Bronx. | ORG
          Zeus | Zeus was the god of the sky. | PER
          Cork_River | Cork River is one of the longest rivers of the island. | LOC
          Forrest_Gump_(film) | | MISC
          Eve_(rapper) | | PER
          Denmark_national_football_team | | ORG
          Prime_Minister_of_Iraq | The Prime Minister of Iraq is Iraq's head of government. | OTHER
          Village | A village is a clustered human settlement. | OTHER
          Marriage | Marriage is a social union, and a marriage is celebrated. | OTHER
          Population_density | Population density is a measurement. | OTHER
          1984 | 1984 was a leap year. | OTHER
          May_2 | | OTHER
          Burger_King | Burger King, often abbreviated BK, sells hamburgers. | UNKNOWN
          Preston | | UNKNOWN
          """)
  void titleAndFirstSentenceTellTheKind(String title, String text, EntityKind kind) {
    assertThat(EntityKinds.of(title, Set.of(), List.of(), false, text == null ? "" : text))
        .isEqualTo(kind);
  }

  @Test
  void typesComeFirst() {
    assertThat(EntityKinds.of("Mango", Set.of("Species"), List.of(), false, "Mango is a city."))
        .isEqualTo(EntityKind.OTHER);
    assertThat(EntityKinds.of("X", Set.of("City", "Place"), List.of(), false, ""))
        .isEqualTo(EntityKind.LOC);
    assertThat(EntityKinds.of("X", Set.of(), List.of("1964_births"), true, ""))
        .isEqualTo(EntityKind.PER);
    assertThat(EntityKinds.of("X_Y", Set.of(), List.of(), true, "")).isEqualTo(EntityKind.LOC);
    String union = "The African Union is an intergovernmental organization.";
    assertThat(EntityKinds.of("African_Union", Set.of("Country"), List.of(), true, union))
        .isEqualTo(EntityKind.ORG);
    String state = "The Soviet Union was a constitutional state.";
    assertThat(EntityKinds.of("Soviet_Union", Set.of("Country", "Place"), List.of(), true, state))
        .isEqualTo(EntityKind.LOC);
  }

  @Test
  void categoriesDecideWhereNothingElseDoes() {
    List<String> categories =
        List.of("Companies_based_in_Miami", "Restaurant_companies_of_Florida");
    assertThat(EntityKinds.of("Foo_Bar", Set.of(), categories, false, "Foo Bar sells things."))
        .isEqualTo(EntityKind.ORG);
  }
}
