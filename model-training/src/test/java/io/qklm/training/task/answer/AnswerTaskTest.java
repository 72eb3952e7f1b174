package io.qklm.training.task.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.model.answer.DirectedRelation;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.linking.CandidateMention;
import io.qklm.text.Span;
import io.qklm.training.base.BaseModels;
import io.qklm.training.data.GraphQuestion;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Torch;
import io.qklm.training.knowledge.GraphKnowledge;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.run.Progress;
import io.qklm.training.run.SomeRun;
import io.qklm.training.run.Trainer;
import io.qklm.training.run.TrainingPlan;
import io.qklm.training.task.annotate.LinkHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerTaskTest {

  private static final EncoderShape SHAPE = new EncoderShape(30522, 64, 32, 2, 4, 64, 1);
  private static final DirectedRelation CAPITAL = new DirectedRelation("P36", false);
  private static final DirectedRelation CAPITAL_OF = new DirectedRelation("P36", true);
  private static final DirectedRelation PEOPLE = new DirectedRelation("P1082", false);

  /** Rome the city (0) and Rome the film (1); Italy (2) has the capital Rome. */
  private record Italy() implements GraphKnowledge, TrainingKnowledge {

    @Override
    public TrainingKnowledge questions() {
      return this;
    }

    @Override
    public Set<DirectedRelation> relations(int ordinal) {
      return switch (ordinal) {
        case 0 -> Set.of(CAPITAL_OF, PEOPLE);
        case 2 -> Set.of(CAPITAL, PEOPLE);
        default -> Set.of();
      };
    }

    @Override
    public boolean holds(int ordinal, DirectedRelation relation, String answer) {
      return (ordinal == 2 && relation.equals(CAPITAL) && answer.equals("e0"))
          || (ordinal == 0 && relation.equals(CAPITAL_OF) && answer.equals("e2"));
    }

    @Override
    public float[] vector(DirectedRelation relation) {
      float[] vector = new float[8];
      vector[relation.id().equals("P36") ? 5 : 6] = 1;
      return vector;
    }

    @Override
    public int dimension() {
      return 8;
    }

    @Override
    public int features() {
      return 1;
    }

    @Override
    public List<CandidateMention> mentions(String text) {
      int rome = text.indexOf("rome");
      int italy = text.indexOf("italy");
      if (rome >= 0) {
        float[][] even = {{-0.7f}, {-0.7f}};
        return List.of(new CandidateMention(new Span(rome, rome + 4), new int[] {0, 1}, even));
      }
      return italy < 0
          ? List.of()
          : List.of(
              new CandidateMention(
                  new Span(italy, italy + 5), new int[] {2}, new float[][] {{0f}}));
    }

    @Override
    public void vectors(int[] ordinals, float[][] out) {
      for (int i = 0; i < ordinals.length; i++) {
        out[i][ordinals[i]] = 1;
      }
    }

    @Override
    public OptionalInt ordinal(String id) {
      int ordinal = id.charAt(1) - '0';
      return ordinal < 3 ? OptionalInt.of(ordinal) : OptionalInt.empty();
    }
  }

  private static final Italy GRAPH = new Italy();
  private static final List<GraphQuestion> QUESTIONS =
      List.of(
          new GraphQuestion("what is the capital of italy", "e2", "P36", false, "e0"),
          new GraphQuestion("which country is ruled from rome", "e0", "P36", true, "e2"),
          new GraphQuestion("how many live in rome", "e0", "P1082", false, "e9"));

  @TempDir Path folder;

  @Test
  void readsQuestionsAndRefusesOtherForms() throws Exception {
    Path file = folder.resolve("questions.txt");
    Files.writeString(file, "Q1\tR19\tQ2\twho was born in x\nQ3\tP19\tQ4\twhere\n");
    assertThat(GraphQuestion.read(file))
        .containsExactly(
            new GraphQuestion("who was born in x", "Q1", "P19", true, "Q2"),
            new GraphQuestion("where", "Q3", "P19", false, "Q4"));
    Files.writeString(file, "Q1\tP19\tQ2\ta\nQ1 P19\n");
    assertThatThrownBy(() -> GraphQuestion.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2: expected subject, property, object and question");
  }

  @Test
  void choicesAreWhatTheGraphKnowsOfTheMentions() throws Exception {
    try (TextTokenizer pieces = BaseModels.DEFAULT.tokenizer()) {
      QuestionEncoder encoder = new QuestionEncoder(pieces, GRAPH);
      AskedQuestion asked = encoder.known(QUESTIONS.get(1)).orElseThrow();
      assertThat(asked.choices()).hasSize(2);
      assertThat(asked.reachable()).isTrue();
      assertThat(asked.choices())
          .filteredOn(AskedQuestion.Choice::right)
          .extracting(AskedQuestion.Choice::relation)
          .containsExactly(CAPITAL_OF);
      GraphQuestion unknown = new GraphQuestion("where is oslo", "e9", "P36", false, "e0");
      assertThat(encoder.known(unknown)).isEmpty();
      assertThat(encoder.relationOnly(unknown, Set.of(PEOPLE)).choices()).hasSize(2);
    }
  }

  @Test
  void aTinyNetworkLearnsToAnswerByHeart() throws Exception {
    List<GraphQuestion> questions =
        List.of(
            QUESTIONS.get(0),
            QUESTIONS.get(1),
            QUESTIONS.get(2),
            new GraphQuestion("how many live in oslo", "e9", "P1082", false, "e9"));
    try (TextTokenizer pieces = BaseModels.DEFAULT.tokenizer();
        Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      KnowledgeNetwork.Knowledge known = new KnowledgeNetwork.Knowledge(8, 1, true);
      AnswerNetwork network =
          new AnswerNetwork(
              new KnowledgeNetwork(parameters, SHAPE, known),
              new LinkHead(parameters, SHAPE.hidden(), known),
              new AnswerHead(parameters, SHAPE.hidden(), 8));
      QuestionEncoder encoder = new QuestionEncoder(pieces, GRAPH);
      AnswerTask task =
          new AnswerTask(
              new AnswerTask.Options("answer", 1, 64, 1), network, GRAPH, encoder, questions);
      AnswerEvaluation evaluation =
          new AnswerEvaluation(
              "answers", torch, parameters, Precision.FLOAT32, network, GRAPH, encoder, questions);
      new Trainer(
              torch,
              parameters,
              TrainingPlan.of(80, 1e-2, 1),
              List.of(task),
              List.of(evaluation),
              SomeRun.in(folder),
              Progress.silent())
          .run();
      assertThat(evaluation.scores())
          .containsExactly(
              new AnswerEvaluation.Score(true, true, true),
              new AnswerEvaluation.Score(true, true, true),
              new AnswerEvaluation.Score(true, true, false));
      assertThat(evaluation.measure()).isEqualTo(1);
    }
  }
}
