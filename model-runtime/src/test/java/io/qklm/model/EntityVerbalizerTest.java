package io.qklm.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntityVerbalizerTest {

  @Test
  void saysLabelAliasesAndDescription() {
    assertThat(EntityVerbalizer.verbalize(berlin(Map.of("en", "capital of Germany"))))
        .isEqualTo("Berlin (Athens on the Spree): capital of Germany");
  }

  @Test
  void saysReadableTypesWhereNothingIsDescribed() {
    assertThat(EntityVerbalizer.verbalize(berlin(Map.of())))
        .isEqualTo("Berlin (Athens on the Spree): populated place");
  }

  @Test
  void staysShortAndCutsBetweenWords() {
    String words = EntityVerbalizer.verbalize(berlin(Map.of("en", "very ".repeat(200))));
    assertThat(words.length()).isLessThanOrEqualTo(240);
    assertThat(words).endsWith("very");
  }

  private static Entity berlin(Map<String, String> descriptions) {
    return new Entity(
        new EntityId("Q64"),
        Map.of("en", "Berlin"),
        Map.of("en", List.of("Athens on the Spree")),
        descriptions,
        List.of("Q515", "http://dbpedia.org/ontology/PopulatedPlace"),
        EntityKind.LOC,
        0.9f);
  }
}
