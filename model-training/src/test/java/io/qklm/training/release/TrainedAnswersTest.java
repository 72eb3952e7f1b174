package io.qklm.training.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.document.Answer;
import io.qklm.document.AnsweredQuestion;
import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Question;
import io.qklm.document.QuestionOutcome;
import io.qklm.document.Rejection;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import io.qklm.training.export.NetworkExport.Numbers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions and summaries through the engine; the network's weights are random. */
class TrainedAnswersTest {

  @TempDir private static Path folder;
  private static KnowledgeSnapshot snapshot;
  private static Qklm qklm;

  @BeforeAll
  static void open() throws IOException {
    snapshot = TrainedBundles.knowledge(folder);
    // Whatever the question, all relations fit alike.
    Map<String, Float> even =
        Map.of("heads.answer.query.weight", 0f, "heads.answer.query.bias", 0f);
    ModelBundle bundle = TrainedBundles.write(folder.resolve("bundle"), Numbers.INT8, even);
    // Weights are random: nothing is likely, and all is said.
    qklm = Qklm.open(bundle, snapshot, QklmOptions.defaults().withMinScore(0));
  }

  @AfterAll
  static void close() {
    qklm.close();
    snapshot.close();
  }

  private static List<Answer> answers(String question) {
    QuestionOutcome outcome = qklm.answer(Question.of("q", question));
    return ((AnsweredQuestion) outcome).answers();
  }

  @Test
  void whatIsAnsweredStandsInTheFacts() {
    assertThat(answers("where is angela merkel from"))
        .first()
        .satisfies(
            answer -> {
              assertThat(answer.text()).isEqualTo("Germany");
              assertThat(answer.entityId().orElseThrow().value()).isEqualTo("Q183");
              assertThat(answer.subject().value()).isEqualTo("Q567");
              assertThat(answer.subjectLabel()).isEqualTo("Angela Merkel");
              assertThat(answer.relation()).isEqualTo("P27");
              assertThat(answer.reversed()).isFalse();
              assertThat(answer.score()).isBetween(0.0, 1.0);
            });
  }

  @Test
  void factsAreReadFromBothEndsAndValuesInWords() {
    assertThat(answers("what do you know of berlin"))
        .extracting(answer -> answer.text() + " " + answer.relation() + " " + answer.reversed())
        .containsExactlyInAnyOrder(
            "Germany P1376 false", "3,677,472 inhabitants P1082 false", "Germany P36 true");
    assertThat(answers("what do you know of berlin"))
        .isSortedAccordingTo(Comparator.comparingDouble(Answer::score).reversed());
  }

  @Test
  void whereTheKnowledgeSaysNothingThereIsNoAnswer() {
    assertThat(answers("why is that")).isEmpty();
    assertThat(answers("where is paris")).isEmpty();
    assertThat(answers("!!! 🎉")).isEmpty();
    assertThat(answers("柏林是德国的首都吗？")).isEmpty();
  }

  @Test
  void anAnswerDependsOnQuestionAndContextAlone() {
    Question asked =
        new Question("q", "what do you know of berlin", Optional.of("Germany has many towns."));
    QuestionOutcome first = qklm.answer(asked);
    qklm.answer(Question.of("other", "where is angela merkel from"));
    assertThat(qklm.answer(asked)).isEqualTo(first);
    assertThat(((AnsweredQuestion) first).answers())
        .extracting(answer -> answer.subject().value())
        .contains("Q64");
    assertThat(((AnsweredQuestion) first).provenance()).isEqualTo(qklm.provenance());
  }

  @Test
  void numbersThatAreNotFiniteRejectTheQuestion() throws IOException {
    ModelBundle broken =
        TrainedBundles.write(
            folder.resolve("broken"), Numbers.FLOAT32, Map.of("heads.answer.reversed", Float.NaN));
    try (Qklm engine = Qklm.open(broken, snapshot, QklmOptions.defaults())) {
      assertThat(engine.answer(Question.of("q", "what do you know of berlin")))
          .isInstanceOfSatisfying(
              Rejection.class,
              rejection -> {
                assertThat(rejection.cause()).isEqualTo(Rejection.Cause.MODEL_FAILURE);
                assertThat(rejection.message()).contains("asked that are not finite");
              });
    }
  }

  @Test
  void aBundleOfTheOlderFormatIsReadAndSaysThatItAnswersNothing() throws IOException {
    ModelBundle old = TrainedBundles.writeVersion2(folder.resolve("old"));
    assertThat(old.manifest().formatVersion()).isEqualTo(2);
    try (Qklm engine = Qklm.open(old, snapshot, QklmOptions.defaults())) {
      assertThat(engine.enrich(List.of(Document.of("a", "Angela Merkel was in Berlin."))).get(0))
          .isInstanceOf(Enrichment.class);
      assertThat(engine.answersQuestions()).isFalse();
      assertThatThrownBy(() -> engine.answer(Question.of("q", "who")))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("the model qklm-test answers no questions")
          .hasMessageContaining("models/qklm-open");
    }
  }

  @Test
  void theSalienceHeadChoosesSentencesOfEnglishTexts() throws IOException {
    String text =
        "The first sentence tells of a town. The second one is about the people who live there."
            + " A third goes on about the weather of that week. A fourth ends the whole"
            + " story of it. The last sentence tells of its river.";
    ModelBundle last =
        TrainedBundles.write(
            folder.resolve("last"),
            Numbers.FLOAT32,
            Map.of(
                "heads.salience.inner.weight", 0f,
                "heads.salience.place.weight", 1f,
                "heads.salience.output.weight", -1f));
    try (Qklm engine = Qklm.open(last, snapshot, QklmOptions.defaults())) {
      Enrichment found = (Enrichment) engine.enrich(List.of(Document.of("a", text))).get(0);
      // Early sentences count against themselves, so those that stand late are chosen.
      assertThat(found.language()).isEqualTo("en");
      assertThat(found.summary().orElseThrow().sentences()).hasSize(3);
      assertThat(found.summary().orElseThrow().text())
          .startsWith("The second one")
          .endsWith("The last sentence tells of its river.");
      assertThat(found.summary().orElseThrow().sentences())
          .allMatch(sentence -> sentence.score() > 0 && sentence.score() < 1);
    }
  }
}
