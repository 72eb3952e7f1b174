package io.qklm.cluster.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultLedgerTest {

  private final ResultLedger ledger = new ResultLedger();
  private final List<TestDocument> documents =
      List.of(new TestDocument("a", "🚀 Tokyo"), new TestDocument("b", "Berlin"));

  ResultLedgerTest() {
    ledger.expect(documents);
  }

  @Test
  void isContentWithEveryDocumentOnce() {
    enter("a", "{\"id\": \"a\", \"entities\": [{\"start\": 2, \"end\": 7, \"text\": \"Tokyo\"}]}");
    enter("b", "{\"id\": \"b\", \"entities\": []}");
    assertThat(ledger.missing()).isZero();
    assertThat(ledger.doubled()).isZero();
    assertThat(ledger.problems()).isEmpty();
  }

  @Test
  void countsWhatIsLostAndDoubled() {
    enter("a", "{\"id\": \"a\"}");
    enter("a", "{\"id\": \"a\"}");
    assertThat(ledger.missing()).isEqualTo(1);
    assertThat(ledger.sampleOfMissing()).containsExactly("b");
    assertThat(ledger.doubled()).isEqualTo(1);
  }

  @Test
  void saysWhatIsNotAsItShouldBe() {
    enter("a", "{\"id\": \"a\", \"entities\": [{\"start\": 0, \"end\": 5, \"text\": \"Tokyo\"}]}");
    enter("b", "{\"id\": \"b\", \"entities\": [{\"start\": 0, \"end\": 7, \"text\": \"Berlin\"}]}");
    enter("b", "{\"id\": \"a\"}");
    enter("b", "no json");
    enter("c", "{\"id\": \"c\"}");
    ledger.enter("out", "a".getBytes(StandardCharsets.UTF_8), null);
    assertThat(ledger.problems())
        .hasSize(6)
        .anyMatch(sentence -> sentence.contains("where the text has 🚀 Tok"))
        .anyMatch(sentence -> sentence.contains("where the text has (no such place)"))
        .contains("'b' came in out as \"a\"")
        .anyMatch(sentence -> sentence.startsWith("'b' came in out and is no JSON"))
        .contains("'c' came in out and was never sent")
        .contains("'a' came in out as a tombstone");
  }

  @Test
  void knowsTheEpochOfEachResultAndSeesAMixture() {
    enter(
        "a",
        "{\"id\": \"a\", \"provenance\": {\"epoch\": 7}, \"entities\": [{\"start\": 2, \"end\": 7,"
            + " \"text\": \"Tokyo\", \"description\": \"capital (epoch 7)\"}]}");
    assertThat(ledger.problems()).isEmpty();
    assertThat(ledger.epochs(documents)).containsExactlyInAnyOrder(7L, -1L);
    assertThat(ledger.has(documents.subList(0, 1))).isTrue();
    assertThat(ledger.has(documents)).isFalse();
    enter(
        "b",
        "{\"id\": \"b\", \"provenance\": {\"epoch\": 7}, \"entities\": [{\"start\": 0, \"end\": 6,"
            + " \"text\": \"Berlin\", \"description\": \"capital (epoch 6)\"}]}");
    assertThat(ledger.problems()).containsExactly("'b' of epoch 7 says capital (epoch 6)");
  }

  private void enter(String id, String value) {
    ledger.enter(
        "out", id.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }
}
