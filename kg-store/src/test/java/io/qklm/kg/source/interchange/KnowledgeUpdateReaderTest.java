package io.qklm.kg.source.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.SurfaceForm;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnowledgeUpdateReaderTest {

  private static final EntityId BERLIN = new EntityId("Q64");

  @Test
  void readsAFullRecord() {
    KnowledgeUpdate update =
        KnowledgeUpdateReader.read(
            """
            {"upsert": {"id": "Q64", "labels": {"en": "Berlin"}, "aliases": {"de": ["Spree-Athen"]},
             "kind": "LOC", "rank": 0.9,
             "facts": [{"relation": "P17", "kind": "entity", "object": "Q183"},
                       {"relation": "P2046", "kind": "quantity", "object": "891.7", "unit": "km2"}],
             "surfaces": [{"surface": " B ", "weight": 0.4, "source": "press"}]}}""");

    assertThat(update).isInstanceOf(KnowledgeUpdate.Upsert.class);
    KnowledgeUpdate.Upsert upsert = (KnowledgeUpdate.Upsert) update;
    assertThat(upsert.id()).isEqualTo(BERLIN);
    assertThat(upsert.entity().kind()).isEqualTo(EntityKind.LOC);
    assertThat(upsert.entity().aliases()).containsEntry("de", List.of("Spree-Athen"));
    assertThat(upsert.facts())
        .containsExactly(
            new Fact(BERLIN, "P17", new FactObject.OfEntity(new EntityId("Q183"))),
            new Fact(
                BERLIN,
                "P2046",
                new FactObject.Quantity(new BigDecimal("891.7"), Optional.of("km2"))));
    assertThat(upsert.surfaces()).containsExactly(new SurfaceForm("B", BERLIN, 0.4, "press"));
  }

  @Test
  void readsARetirement() {
    assertThat(KnowledgeUpdateReader.read("{\"retire\": \"Q64\"}"))
        .isEqualTo(new KnowledgeUpdate.Retire(BERLIN));
  }

  @Test
  void readsARecordOfATopic() {
    String value = "{\"id\": \"Q64\", \"labels\": {\"en\": \"Berlin\"}}";

    assertThat(KnowledgeUpdateReader.readRecord("Q64", value))
        .isEqualTo(KnowledgeUpdateReader.read("{\"upsert\": " + value + "}"));
    assertThat(KnowledgeUpdateReader.readRecord("Q64", null))
        .isEqualTo(new KnowledgeUpdate.Retire(BERLIN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Q64|{'id': 'Q65', 'labels': {'en': 'Bonn'}}|key is 'Q64' and its 'id' is 'Q65'",
        "Q64|null|the value is no JSON object",
        "Q64|{'upsert': {'id': 'Q64'}}|unknown key 'upsert'",
        "Q64|{'id'|the value is no JSON",
        "Q 4|{'id': 'Q 4'}|no white space",
      })
  void aRecordThatIsNoUpdateIsRefused(String key, String value, String reason) {
    assertThatThrownBy(() -> KnowledgeUpdateReader.readRecord(key, value.replace('\'', '"')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | the line is no JSON",
        "{} | {\"upsert\": {...}} or {\"retire\": \"id\"} is allowed",
        "{\"retire\": 7} | the line is no update",
        "{\"retire\": \"a b\"} | no white space",
        "{\"upsert\": {\"id\": \"Q1\", \"label\": \"a\", \"rnak\": 1}} | unknown key 'rnak'; [",
        "{\"upsert\": {\"id\": \"Q1\"}} | entity Q1 has no label",
        "{\"upsert\": {\"id\": \"Q\\ud800\", \"label\": \"a\"}} | half a surrogate pair",
        "{\"upsert\": {\"id\": \"Q1\", \"label\": \"a\", \"kind\": \"PLANT\"}} | 'PLANT' is no kind",
        "{\"upsert\": {\"id\": \"Q1\", \"label\": \"a\", \"facts\": 1}} | 'facts' is no array",
        "{\"upsert\": {\"id\": \"Q1\", \"label\": \"a\", \"facts\": [{\"relation\": \"P1\", \"kind\": \"quantity\", \"object\": \"NaN\"}]}} | 'NaN' is no decimal number",
        "{\"upsert\": {\"id\": \"Q1\", \"label\": \"a\", \"facts\": [{\"kind\": \"entity\", \"object\": \"Q2\"}]}} | a fact needs a string in 'relation'",
        "{\"upsert\": {\"id\": \"Q1\", \"label\": \"a\", \"surfaces\": [{\"surface\": \"b\", \"weight\": -1, \"source\": \"s\"}]}} | above 0 is allowed",
        "{\"upsert\": {\"id\": \"Q1\", \"label\": \"a\", \"parent\": \"Q1\"}} | unknown key 'parent'"
      })
  void refusesWhatIsNoUpdate(String line, String sentence) {
    assertThatThrownBy(() -> KnowledgeUpdateReader.read(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void refusesNamesWithoutBounds() {
    String start = "{\"upsert\": {\"id\": \"Q1\", \"label\": \"a\", \"aliases\": [\"";
    assertThatThrownBy(() -> KnowledgeUpdateReader.read(start + "x".repeat(10 << 20) + "\"]}}"))
        .hasMessage("'aliases' holds a name of 10485760 characters; 1 to 200 are allowed");
    assertThatThrownBy(
            () -> KnowledgeUpdateReader.read(start + "x\",\"".repeat(100_000) + "x\"]}}"))
        .hasMessage("'aliases' holds 100001 names; 10000 are allowed");
  }

  @Test
  void namesTheLineOfEachProblem(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("updates.jsonl");
    byte[] good = "{\"retire\": \"Q1\"}\n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Files.write(file, good);
    Files.write(file, new byte[] {(byte) 0xFF, '\n'}, java.nio.file.StandardOpenOption.APPEND);
    Files.write(file, good, java.nio.file.StandardOpenOption.APPEND);
    List<String> seen = new ArrayList<>();
    KnowledgeUpdateReader.read(
        file,
        new KnowledgeUpdateReader.Consumer() {
          @Override
          public void update(KnowledgeUpdate update) {
            seen.add(update.id().value());
          }

          @Override
          public void problem(String place, String reason) {
            seen.add(place + " " + reason);
          }
        });
    assertThat(seen)
        .containsExactly(
            "Q1", file + ":3 the line is not valid UTF-8; write the file again as UTF-8", "Q1");
  }
}
