package io.qklm.kg.store.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntityMergerTest {

  private static final EntityId ID = new EntityId("Q1");

  @Test
  void mergesFieldByField() {
    Entity first =
        new Entity(
            ID,
            Map.of("en", "Berlin"),
            Map.of("en", List.of("Spree-Athen")),
            Map.of("en", "a city", "de", "eine Stadt"),
            List.of("City"),
            EntityKind.UNKNOWN,
            0.5f);
    Entity second =
        new Entity(
            ID,
            Map.of("en", "Berlin, Germany", "zh", "柏林"),
            Map.of("en", List.of("Berlin", "Spree-Athen", "BER")),
            Map.of("en", "capital of Germany", "de", " "),
            List.of("Capital", "City"),
            EntityKind.LOC,
            0.25f);
    Entity third =
        new Entity(ID, Map.of("en", "Berlin"), Map.of(), Map.of(), List.of(), EntityKind.ORG, 0.1f);

    assertThat(EntityMerger.merge(List.of(first, second, third)))
        .isEqualTo(
            new Entity(
                ID,
                Map.of("en", "Berlin", "zh", "柏林"),
                Map.of("en", List.of("Spree-Athen", "Berlin, Germany", "BER")),
                Map.of("en", "capital of Germany", "de", "eine Stadt"),
                List.of("City", "Capital"),
                EntityKind.LOC,
                0.5f));
  }

  @Test
  void leavesASingleRecordAsItIs() {
    Entity only =
        new Entity(
            ID,
            Map.of("en", "Berlin"),
            Map.of("zh", List.of("柏林")),
            Map.of(),
            List.of("City"),
            EntityKind.LOC,
            1);
    assertThat(EntityMerger.merge(List.of(only))).isEqualTo(only);
  }
}
