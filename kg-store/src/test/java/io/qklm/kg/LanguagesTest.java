package io.qklm.kg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {

  private static Entity entity(Map<String, String> labels) {
    return new Entity(
        new EntityId("x"), labels, Map.of(), labels, List.of(), EntityKind.UNKNOWN, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "en-GB, en, en",
    "en_US, en, en",
    "EN, en, en",
    "zh-CN, zh, zh",
    "zh-Hant-TW, zh, zh",
    "zh, zh-hans, zh-hans",
    "zh-TW, zh-Hant, zh-Hant",
    "en, en-ca, en-ca",
    "pt-BR, pt-br, pt-br",
    "ja, en, en",
    "ja, mul, mul",
    "ja, sv, sv"
  })
  void aLabelIsFoundByItsLanguage(String asked, String filed, String found) {
    Entity entity = entity(Map.of(filed, "in " + filed));
    assertThat(entity.label(asked)).isEqualTo("in " + found);
  }

  @Test
  void theNearestTagIsTakenAndTheOneForAllLast() {
    Map<String, String> all =
        Map.of("zh", "zh", "zh-Hant", "hant", "en", "en", "en-GB", "gb", "mul", "mul");
    assertThat(Languages.shown(all, "zh-Hant-HK")).contains("hant");
    assertThat(Languages.shown(all, "zh-CN")).contains("zh");
    assertThat(Languages.shown(all, "en-GB")).contains("gb");
    assertThat(Languages.shown(all, "en-AU")).contains("en");
    assertThat(Languages.shown(all, "ko")).contains("en");
    assertThat(Languages.find(all, "ko")).isEmpty();
    assertThat(Languages.shown(Map.of("mul", "m", "sv", "s"), "ko")).contains("m");
    assertThat(entity(Map.of("sv", "s")).description("ko")).isEmpty();
    assertThat(Languages.chain("zh_Hant_TW")).containsExactly("zh-Hant-TW", "zh-Hant", "zh");
    assertThat(Languages.chain("EN")).containsExactly("EN", "en");
  }

  @Test
  void relationsAreCalledByLanguageToo() {
    Relation relation = new Relation("P1", Map.of("en", "mass", "zh", "质量"), Optional.empty());
    assertThat(relation.label("zh-CN")).isEqualTo("质量");
    assertThat(relation.label("en-GB")).isEqualTo("mass");
    assertThat(relation.label("de")).isEqualTo("mass");
  }

  @ParameterizedTest
  @CsvSource({
    "PER, PER",
    "Person, PER",
    "people, PER",
    "human, PER",
    "ORGANIZATION, ORG",
    "Organisation, ORG",
    "company, ORG",
    "GPE, LOC",
    "geo-political entity, LOC",
    "location, LOC",
    "Facility, LOC",
    "B-LOC, LOC",
    "WORK_OF_ART, MISC",
    "norp, MISC",
    "Event, MISC",
    "unknown, UNKNOWN",
    "other, OTHER"
  })
  void wordsForKindsAreUnderstood(String word, EntityKind kind) {
    assertThat(EntityKind.named(word)).contains(kind);
  }

  @Test
  void otherWordsAreNoKind() {
    assertThat(EntityKind.named("plant")).isEmpty();
    assertThat(EntityKind.named("")).isEmpty();
  }
}
