package io.qklm.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class ShownPartTest {

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void aUsualTextIsShownWhole() {
    ShownPart part = ShownPart.of("Berlin it is.", enrichment(0, 6));

    assertThat(part.cut()).isFalse();
    assertThat(part.text()).isEqualTo("Berlin it is.");
    assertThat(part.enrichment().path("entities")).hasSize(1);
  }

  @Test
  void ofALongTextTheBeginningIsShownAndWhatIsSaidOfIt() {
    String text = "🎉".repeat(ShownPart.LONGEST_TEXT + 10);
    ObjectNode enrichment =
        enrichment(0, 6, ShownPart.LONGEST_TEXT - 2, ShownPart.LONGEST_TEXT + 4);

    ShownPart part = ShownPart.of(text, enrichment);

    assertThat(part.cut()).isTrue();
    assertThat(part.text().codePointCount(0, part.text().length()))
        .isEqualTo(ShownPart.LONGEST_TEXT);
    assertThat(part.enrichment().path("entities")).hasSize(1);
    assertThat(part.enrichment().path("facts").findValuesAsText("subject")).containsExactly("e0");
    assertThat(enrichment.path("entities")).as("the record itself stays").hasSize(2);
  }

  @Test
  void aTextFullOfNamesKeepsTheFirstOfThem() {
    int[] places = new int[2 * (ShownPart.MOST_ROWS + 5)];
    for (int i = 0; i < places.length; i++) {
      places[i] = i;
    }
    ShownPart part = ShownPart.of("x".repeat(places.length), enrichment(places));

    assertThat(part.cut()).isTrue();
    assertThat(part.enrichment().path("entities")).hasSize(ShownPart.MOST_ROWS);
  }

  private ObjectNode enrichment(int... places) {
    ObjectNode record = json.createObjectNode();
    ArrayNode entities = record.putArray("entities");
    ArrayNode facts = record.putArray("facts");
    for (int i = 0; i < places.length; i += 2) {
      String id = "e" + i / 2;
      entities.addObject().put("start", places[i]).put("end", places[i + 1]).put("entityId", id);
      facts.addObject().put("subject", id);
    }
    record.putObject("summary").putArray("sentences");
    return record;
  }
}
