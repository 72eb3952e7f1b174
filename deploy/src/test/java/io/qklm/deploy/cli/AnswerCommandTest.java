package io.qklm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions by the bundle in the repository that has an answer head. */
class AnswerCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BUNDLE = Path.of("..", "models", "qklm-open").toString();

  @TempDir static Path folder;
  private static Path knowledge;

  private final CapturedTerminal terminal = new CapturedTerminal();

  @BeforeAll
  static void buildKnowledge() throws IOException {
    knowledge = folder.resolve("knowledge");
    CapturedTerminal build = new CapturedTerminal();
    String source = "jsonl=" + SmallKnowledge.write(folder);
    int code = build.run("kg", "build", "--source", source, "--output", knowledge.toString());
    assertThat(code).as(build.err()).isZero();
  }

  private int answer(String... arguments) {
    List<String> all = new ArrayList<>(List.of("answer", "--knowledge", knowledge.toString()));
    all.addAll(Arrays.asList(arguments));
    return terminal.run(all.toArray(String[]::new));
  }

  @Test
  void aQuestionIsAnsweredWithTheFact() {
    assertThat(answer("--model", BUNDLE, "--question", "what country is berlin in"))
        .as(terminal.err())
        .isZero();
    assertThat(terminal.out().lines().findFirst().orElseThrow())
        .startsWith("Germany  (Berlin, country, Germany; ");
  }

  @Test
  void linesGiveLinesInOrderAndBadOnesAreTold() throws IOException {
    Path in = folder.resolve("questions.jsonl");
    Files.writeString(
        in,
        """
        {"id": "a", "question": "What country is Berlin in?"}
        not json
        {"id": "b", "question": "why"}
        {"id": "c"}
        {"id": "d", "question": "how large is berlin", "context": "Berlin is in Germany."}
        {"id": 5, "question": "What country is Berlin in?"}
        """);
    Path out = folder.resolve("answers.jsonl");
    assertThat(answer("--model", BUNDLE, "--input", in.toString(), "--output", out.toString()))
        .as(terminal.err())
        .isZero();
    List<JsonNode> records = new ArrayList<>();
    for (String line : Files.readAllLines(out)) {
      records.add(JSON.readTree(line));
    }
    assertThat(records)
        .extracting(record -> record.path("id").asText())
        .containsExactly("a", "b", "d");
    JsonNode first = records.get(0).path("answers").path(0);
    assertThat(first.path("text").asText()).isEqualTo("Germany");
    assertThat(first.path("relation").asText()).isEqualTo("P17");
    assertThat(first.path("relationLabel").asText()).isEqualTo("country");
    assertThat(first.path("entityId").asText()).isEqualTo("Q183");
    assertThat(first.path("subject").asText()).isEqualTo("Q64");
    assertThat(first.path("score").asDouble()).isBetween(0.0, 1.0);
    assertThat(records.get(1).path("answers")).isEmpty();
    assertThat(records.get(0).path("provenance").path("model").asText()).isEqualTo("qklm-open");
    assertThat(terminal.err())
        .contains("line 2: the line is not JSON")
        .contains("line 4 (id 'c'): field 'question' is missing or empty")
        .contains("line 6 (id '5'): field 'id' is no string")
        .contains("answered 3 questions")
        .contains("3 rejected");
  }

  @Test
  void whereNothingIsKnownOneSentenceSaysWhatIsMissing() {
    assertThat(answer("--question", "who is angela merkel's husband")).as(terminal.err()).isZero();
    assertThat(terminal.out().strip())
        .isEqualTo("no answer: the knowledge has Angela Merkel, but no fact of spouse about it");
  }

  @Test
  void silenceHasAReasonInJson() throws IOException {
    assertThat(answer("--json", "--question", "population of springfield falls")).isZero();
    JsonNode silent = JSON.readTree(terminal.out());
    assertThat(silent.path("answers")).isEmpty();
    assertThat(silent.path("silence").path("reason").asText()).isEqualTo("UNKNOWN_SUBJECT");
  }

  @Test
  void aValueComesInWordsAndDigitsWithItsEvidence() throws IOException {
    assertThat(answer("--json", "--question", "population of berlin")).as(terminal.err()).isZero();
    JsonNode first = JSON.readTree(terminal.out()).path("answers").path(0);
    assertThat(first.path("text").asText()).endsWith(" inhabitants");
    assertThat(first.path("value").asText()).matches("\\d{7}");
    assertThat(first.path("entityId").isNull()).isTrue();
    assertThat(first.path("evidence").path(0).path("kind").asText()).isEqualTo("fact");
    assertThat(first.path("evidence").path(0).path("relation").asText()).isEqualTo("P1082");
  }

  @Test
  void theScoreWantedIsFromNoughtToOne() {
    assertThat(answer("--question", "population of berlin", "--min-score", "1.5")).isEqualTo(1);
    assertThat(terminal.err()).contains("--min-score is 1.5; a score from 0 to 1 is allowed");
  }

  @Test
  void aBundleWithoutTheHeadSaysWhichHasIt() {
    assertThat(answer("--model", "zero-shot", "--question", "what country is berlin in"))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("answers no questions").contains("leave out --model");
  }

  @Test
  void questionAndInputExcludeEachOther() {
    assertThat(answer("--model", BUNDLE)).isEqualTo(2);
    assertThat(answer("--question", "a", "--input", "b")).isEqualTo(2);
  }
}
