package io.qklm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.document.Answer;
import io.qklm.document.AnswerEvidence;
import io.qklm.document.AnsweredQuestion;
import io.qklm.document.Question;
import io.qklm.document.Silence;
import io.qklm.kg.store.KnowledgeSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions as people type them, with the model that comes with the code. */
class GraphAnswersTest {

  @TempDir private static Path folder;
  private static KnowledgeSnapshot snapshot;
  private static Qklm qklm;

  @BeforeAll
  static void open() throws IOException {
    snapshot = AnswerKnowledge.build(folder);
    qklm = Qklm.open(ModelBundle.bundled(), snapshot, QklmOptions.defaults());
  }

  @AfterAll
  static void close() {
    qklm.close();
    snapshot.close();
  }

  private static AnsweredQuestion ask(String question) {
    return (AnsweredQuestion) qklm.answer(Question.of("q", question));
  }

  private static Answer first(String question) {
    AnsweredQuestion answered = ask(question);
    assertThat(answered.answers()).as(question + ": " + answered.silence()).isNotEmpty();
    return answered.answers().get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          currency of spain                                | euro
          what is the capital of Spain?                    | Madrid
          how many people live in valencia                 | 791,413 inhabitants
          population of muenchen                           | 1,488,202 inhabitants
          when was mirabel works founded                   | April 1968
          who founded mirabel works                        | Rosa Quintana
          what company did rosa quintana found             | Mirabel Works
          where was rosa quintana born                     | Dresden
          when was rosa quintana born                      | 11 February 1941
          where was the founder of mirabel works born      | Dresden
          how many members does nato have                  | 2
          biggest city in spain                            | Madrid
          smallest city in germany                         | Dresden
          which is bigger dresden or valencia              | Valencia
          is madrid the capital of spain                   | yes
          is valencia the capital of spain                 | no
          """)
  void answersAsPeopleAsk(String question, String answer) {
    assertThat(first(question).text()).isEqualTo(answer);
  }

  @Test
  void valuesComeInWordsAndAsTheyAre() {
    Answer people = first("population of valencia");
    assertThat(people.value()).contains("791413");
    assertThat(people.entityId()).isEmpty();
    assertThat(first("when was mirabel works founded").value()).contains("1968-04");
    assertThat(first("capital of spain").value()).isEmpty();
  }

  @Test
  void everyStepIsEvidence() {
    List<AnswerEvidence> evidence = first("where was the founder of mirabel works born").evidence();
    assertThat(evidence)
        .extracting(one -> ((AnswerEvidence.OfFact) one).relation())
        .containsExactly("P112", "P19");
  }

  @Test
  void aTextNamesWhomTheQuestionDoesNot() {
    String text = "Yesterday a crowd gathered in the square of Valencia to watch the fireworks.";
    AnsweredQuestion answered =
        (AnsweredQuestion)
            qklm.answer(
                new Question(
                    "q", "how many people live in the city of the fireworks", Optional.of(text)));
    assertThat(answered.answers().get(0).text()).isEqualTo("791,413 inhabitants");
    AnswerEvidence.OfText named =
        (AnswerEvidence.OfText) answered.answers().get(0).evidence().get(0);
    assertThat(named.text()).isEqualTo("Valencia");
    assertThat(named.span().in(text)).isEqualTo("Valencia");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          capital of wakanda springs         | UNKNOWN_SUBJECT
          who founded the quintana brothers  | UNKNOWN_SUBJECT
          what is love                       | UNKNOWN_SUBJECT
          currency of germany                | NO_SUCH_FACT
          when was dresden founded           | NO_SUCH_FACT
          who is rosa quintana's husband     | NO_SUCH_FACT
          favourite food of rosa quintana    | NOT_UNDERSTOOD
          """)
  void silenceHasAReason(String question, Silence.Reason reason) {
    AnsweredQuestion answered = ask(question);
    assertThat(answered.answers()).isEmpty();
    assertThat(answered.silence().orElseThrow().reason())
        .as(answered.silence().orElseThrow().sentence())
        .isEqualTo(reason);
  }

  @Test
  void silenceSaysWhatIsMissing() {
    assertThat(ask("currency of germany").silence().orElseThrow().sentence())
        .isEqualTo("the knowledge has Germany, but no fact of currency about it");
  }

  @Test
  void theScoreWantedIsTheUsers() throws IOException {
    try (Qklm bold =
        Qklm.open(ModelBundle.bundled(), snapshot, QklmOptions.defaults().withMinScore(0))) {
      AnsweredQuestion answered =
          (AnsweredQuestion) bold.answer(Question.of("q", "favourite food of rosa quintana"));
      assertThat(answered.answers()).isNotEmpty();
      assertThat(answered.answers().get(0).score()).isLessThan(QklmOptions.MIN_SCORE);
    }
    assertThatThrownBy(() -> QklmOptions.defaults().withMinScore(1.5))
        .hasMessage("the option minScore is 1.5; 0 to 1 is allowed");
  }

  @Test
  void whatSpeaksForAnAnswerIsTold() {
    assertThat(qklm.explain(Question.of("q", "capital of spain")).get(0).clues())
        .containsEntry("PHRASE", 1.0)
        .containsEntry("UNEXPLAINED", 0.0);
  }

  @Test
  void whateverIsTypedIsAnsweredOrNot() {
    for (String odd : List.of("?", "🎉", "柏林是德国的首都吗？", "or or or", "how many", "*", "which")) {
      AnsweredQuestion answered = ask(odd);
      assertThat(answered.answers().isEmpty()).isEqualTo(answered.silence().isPresent());
    }
  }
}
