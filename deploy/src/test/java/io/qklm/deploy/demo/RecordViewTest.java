package io.qklm.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.deploy.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecordViewTest {

  private static final PrintStream NOWHERE = new PrintStream(new ByteArrayOutputStream());

  /** The text is "🎉🎉 Go! Berlin won." with the summary's sentence from 7 on. */
  private static final String RECORD =
      """
      {"id": "d1", "title": "A win", "language": "en",
       "summary": {"text": "Berlin won.", "sentences": [{"start": 7, "end": 18, "score": 0.9}]},
       "entities": [
         {"start": 7, "end": 13, "text": "Berlin", "type": "LOC", "entityId": "Q64",
          "label": "Berlin", "description": "capital of Germany", "score": 0.9},
         {"start": 20, "end": 24, "text": "Zorg", "type": "PER", "entityId": null, "label": null,
          "description": null, "score": 0.1}],
       "facts": [{"subject": "Q64", "subjectLabel": "Berlin", "relation": "P17",
          "relationLabel": "country", "object": {"kind": "entity", "id": "Q183", "label": "Germany"}},
         {"subject": "Q64", "subjectLabel": "Berlin", "relation": "P1082",
          "relationLabel": "population", "object": {"kind": "quantity", "value": 3, "unit": null}}],
       "provenance": {"epoch": 4, "model": "m"}, "truncated": false}
      """;

  @Test
  void showsARecordInPlainLines() throws Exception {
    JsonNode record = new ObjectMapper().readTree(RECORD);
    assertThat(
            new RecordView(Terminal.plain(NOWHERE, NOWHERE)).lines(record, Duration.ofMillis(1234)))
        .containsExactly(
            "A win d1",
            "  Berlin won.",
            "  LOC   Berlin  capital of Germany  Q64",
            "        1 mention linked to nothing",
            "  fact  Berlin · country · Germany",
            "  fact  Berlin · population · 3",
            "  epoch 4 · m · en · 1.2 s from news to here");
  }

  @Test
  void marksMentionsWhereTheyStandInTheSummary() throws Exception {
    JsonNode record = new ObjectMapper().readTree(RECORD);
    Terminal colours = new Terminal(NOWHERE, NOWHERE, true, true, true, 80);
    assertThat(new RecordView(colours).lines(record, Duration.ZERO))
        .contains("  \u001b[32m\u001b[1mBerlin\u001b[0m won.");
  }

  @Test
  void showsWhatIsThereWhenMuchIsMissing() throws Exception {
    JsonNode bare = new ObjectMapper().readTree("{\"id\": \"d2\", \"summary\": null}");
    assertThat(new RecordView(Terminal.plain(NOWHERE, NOWHERE)).lines(bare, Duration.ZERO))
        .first()
        .isEqualTo("d2");
  }
}
