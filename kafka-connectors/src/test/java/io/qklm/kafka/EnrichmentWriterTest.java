package io.qklm.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.EntityAnnotation;
import io.qklm.document.FactStatement;
import io.qklm.document.TextForm;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.FactObject;
import io.qklm.text.Span;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnrichmentWriterTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final EnrichmentWriter writer = new EnrichmentWriter();

  @Test
  void leavesAFittingEnrichmentWhole() {
    byte[] whole = writer.write(Samples.enrichment());
    assertThat(writer.write(Samples.enrichment(), whole.length)).hasValue(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "tr-TR", "fa-IR"})
  void writesTheSameInEveryLocale(String locale) {
    byte[] whole = writer.write(Samples.enrichment());
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(locale));
      assertThat(writer.write(Samples.enrichment())).isEqualTo(whole);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void cutsFactsFirst() throws Exception {
    Enrichment large = Samples.large(20, 1000);
    byte[] whole = writer.write(large);
    JsonNode cut = JSON.readTree(writer.write(large, 50_000).orElseThrow());
    assertThat(cut.get("facts").size()).isBetween(1, 999);
    assertThat(cut.get("entities")).hasSize(20);
    assertThat(cut.get("summary").get("sentences")).hasSize(3);
    assertThat(cut.get("truncated").asBoolean()).isTrue();
    assertThat(cut.get("cut").get("originalBytes").asInt()).isEqualTo(whole.length);
    assertThat(cut.get("cut").get("originalSha256").asText())
        .isEqualTo(Cut.of(whole).originalSha256());
  }

  @Test
  void thenEntitiesThenSentences() throws Exception {
    JsonNode fewer = JSON.readTree(writer.write(Samples.large(1000, 50), 30_000).orElseThrow());
    assertThat(fewer.get("facts")).isEmpty();
    assertThat(fewer.get("entities").size()).isBetween(1, 999);
    assertThat(fewer.get("summary").get("sentences")).hasSize(3);

    JsonNode least = JSON.readTree(writer.write(Samples.large(1000, 50), 610).orElseThrow());
    assertThat(least.get("entities")).isEmpty();
    JsonNode summary = least.get("summary");
    assertThat(summary.get("sentences").size()).isBetween(1, 2);
    assertThat(summary.get("text").asText()).startsWith("\uD83C\uDF89 One party.");
    assertThat(summary.get("text").asText()).doesNotContain("Three");
  }

  @Test
  void aWrittenSummaryKeepsItsTextWhenItsSourcesAreCut() throws Exception {
    byte[] whole = writer.write(Samples.written());
    for (int limit = whole.length - 1; limit > 0; limit -= 10) {
      Optional<byte[]> cut = writer.write(Samples.written(), limit);
      if (cut.isEmpty()) {
        break;
      }
      JsonNode summary = JSON.readTree(cut.get()).get("summary");
      if (!summary.isNull()) {
        assertThat(summary.get("text").asText())
            .isEqualTo("Merkel comes from Hamburg. She led Germany.");
      }
    }
  }

  @Test
  void theTitlesEntitiesAreThereWhereATitleIsAndAreCutBehindTheTexts() throws Exception {
    JsonNode whole = JSON.readTree(writer.write(Samples.enrichment()));
    assertThat(whole.get("titleEntities").get(0).get("start").asInt()).isEqualTo(2);
    assertThat(JSON.readTree(writer.write(Samples.large(1, 1))).has("titleEntities")).isFalse();

    JsonNode fewer = JSON.readTree(writer.write(Samples.enrichment(), 950).orElseThrow());
    assertThat(fewer.get("entities")).isEmpty();
    assertThat(fewer.get("titleEntities")).hasSize(1);
    JsonNode none = JSON.readTree(writer.write(Samples.enrichment(), 850).orElseThrow());
    assertThat(none.get("titleEntities")).isEmpty();
    assertThat(none.get("summary").get("sentences")).hasSize(1);
  }

  @Test
  void givesUpWhenTheHeadAloneIsTooLarge() {
    assertThat(writer.write(Samples.enrichment(), 200)).isEmpty();
  }

  @Property(tries = 100)
  void keepsTheLimitAndAsMuchAsFits(@ForAll @IntRange(min = 600, max = 60_000) int limit)
      throws Exception {
    Enrichment large = Samples.large(100, 200);
    byte[] bytes = writer.write(large, limit).orElseThrow();
    assertThat(bytes.length).isLessThanOrEqualTo(limit);
    JsonNode cut = JSON.readTree(bytes);
    int facts = cut.get("facts").size();
    if (facts > 0 && facts < 200) {
      // One more fact takes at most 200 bytes, so less than that was left.
      assertThat(limit - bytes.length).isLessThan(200);
    }
  }

  @Test
  void carriesATextThatWasNotSent() throws Exception {
    String text = Samples.MERKEL.text();
    JsonNode html = JSON.readTree(writer.write(Samples.extracted(text, TextForm.FROM_HTML)));
    assertThat(html.get("text").asText()).isEqualTo(text);
    assertThat(html.get("textFrom").asText()).isEqualTo("html");
    JsonNode noticed = JSON.readTree(writer.write(Samples.extracted(text, TextForm.FROM_MARKUP)));
    assertThat(noticed.get("textFrom").asText()).isEqualTo("markup");
    JsonNode plain = JSON.readTree(writer.write(Samples.extracted(text, TextForm.PLAIN)));
    assertThat(plain.has("text")).isFalse();
    assertThat(plain.has("textFrom")).isFalse();
  }

  @Test
  void carriesNoMoreOfATextThanHalfTheLimit() throws Exception {
    for (String letter : List.of("x", "\u00e9", "\"", "\uD83C\uDF89")) {
      Enrichment large =
          Samples.extracted(Samples.MERKEL.text() + letter.repeat(30_000), TextForm.FROM_HTML);
      byte[] bytes = writer.write(large, 20_000).orElseThrow();
      assertThat(bytes.length).isBetween(9_900, 20_000);
      JsonNode cut = JSON.readTree(bytes);
      assertThat(cut.get("entities")).hasSize(2);
      assertThat(large.document().text()).startsWith(cut.get("text").asText());
      assertThat(cut.get("truncated").asBoolean()).isTrue();
      assertThat(cut.get("cut").get("originalBytes").asInt()).isGreaterThan(20_000);
    }
  }

  @Test
  void neverFailsOnABrokenCharacterOfTheKnowledge() throws Exception {
    Enrichment e = Samples.enrichment();
    EntityAnnotation broken =
        new EntityAnnotation(
            new Span(0, 6),
            "Angela",
            EntityKind.PER,
            Optional.of(new EntityId("Q1")),
            Optional.of("half \uD83C"),
            Optional.empty(),
            Double.NaN);
    byte[] bytes =
        writer.write(
            new Enrichment(
                e.document(),
                "en",
                e.summary(),
                List.of(broken),
                List.of(),
                e.provenance(),
                false));
    JsonNode entity = JSON.readTree(bytes).get("entities").get(0);
    assertThat(entity.get("label").asText()).isEqualTo("half ?");
    assertThat(entity.get("score").asDouble()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1990,10,3,11,1990-10-03,day",
    "1990,10,3,14,1990-10-03,day",
    "1990,10,1,10,1990-10,month",
    "1990,1,1,9,1990,year",
    "1990,1,1,8,1990,decade",
    "800,1,1,7,0800,century",
    "1000,1,1,6,1000,millennium",
    "-43,3,15,11,-0043-03-15,day",
    "-4500000,1,1,3,-4500000,coarser",
    "12026,1,1,9,+12026,year",
  })
  void writesTimesNoFinerThanKnown(
      int year, int month, int day, int precision, String value, String name) throws Exception {
    JsonNode object = object(new FactObject.Time(year, month, day, precision));
    assertThat(object.get("value").asText()).isEqualTo(value);
    assertThat(object.get("precision").asText()).isEqualTo(name);
  }

  @Test
  void writesQuantitiesExactly() throws Exception {
    byte[] bytes = bytes(new FactObject.Quantity(new BigDecimal("1E+400"), Optional.of("Q11573")));
    assertThat(new String(bytes, StandardCharsets.UTF_8))
        .contains("{\"kind\":\"quantity\",\"value\":1E+400,\"unit\":\"Q11573\"}");
  }

  private JsonNode object(FactObject object) throws Exception {
    return JSON.readTree(bytes(object)).get("facts").get(0).get("object");
  }

  private byte[] bytes(FactObject object) {
    return writer.write(
        new Enrichment(
            Document.of("a", "b"),
            "en",
            Optional.empty(),
            List.of(),
            List.of(
                new FactStatement(new EntityId("Q1"), "a", "P1", "r", object, Optional.empty())),
            Samples.PROVENANCE,
            false));
  }
}
