package io.qklm.training.task.salience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.summary.SentencePlace;
import io.qklm.training.base.BaseModels;
import io.qklm.training.data.SummarizedText;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Torch;
import io.qklm.training.knowledge.NoKnowledge;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.run.Figure;
import io.qklm.training.run.Progress;
import io.qklm.training.run.SomeRun;
import io.qklm.training.run.Trainer;
import io.qklm.training.run.TrainingPlan;
import io.qklm.training.window.WindowEncoder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalienceTaskTest {

  private static final EncoderShape SHAPE = new EncoderShape(30522, 64, 32, 2, 4, 64, 1);
  private static final NoKnowledge KNOWLEDGE = new NoKnowledge(8, 1);
  private static final SummarizedText NEWS =
      new SummarizedText(
          "It rained. The ferry sank off Rome. Nobody knew why. It was late. All were saved.",
          List.of("The ferry sank.", "All were saved."));

  @TempDir Path folder;

  @Test
  void sentencesKnowTheirColumns() throws Exception {
    try (TextTokenizer pieces = BaseModels.DEFAULT.tokenizer()) {
      SalienceEncoder encoder = new SalienceEncoder(new WindowEncoder(pieces, KNOWLEDGE, 12), 2400);
      SalienceDocument document = encoder.encode(NEWS);
      assertThat(document.windows()).hasSize(3);
      assertThat(document.sentences())
          .extracting(sentence -> List.of(sentence.window(), sentence.start(), sentence.end()))
          .containsExactly(
              List.of(0, 1, 4),
              List.of(0, 4, 10),
              List.of(1, 1, 5),
              List.of(1, 5, 9),
              List.of(2, 1, 5));
      assertThat(document.sentences())
          .extracting(SalienceDocument.Sentence::chosen)
          .containsExactly(false, true, false, false, true);
      assertThat(document.sentences().get(4).place()).containsExactly(SentencePlace.of(4, 5, 3));
      SalienceEncoder narrow = new SalienceEncoder(new WindowEncoder(pieces, KNOWLEDGE, 12), 40);
      assertThat(narrow.encode(NEWS).sentences()).hasSize(2);
      assertThat(encoder.encode(new SummarizedText("", List.of("a"))).sentences()).isEmpty();
    }
  }

  @Test
  void aTinyNetworkLearnsWhatMattersByHeart() throws Exception {
    SummarizedText other =
        new SummarizedText(
            "A man said hello. It was cold. The market fell sharply. People slept.",
            List.of("The market fell sharply."));
    try (TextTokenizer pieces = BaseModels.DEFAULT.tokenizer();
        Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      SalienceNetwork network =
          new SalienceNetwork(
              new KnowledgeNetwork(parameters, SHAPE, new KnowledgeNetwork.Knowledge(8, 1, false)),
              new SalienceHead(parameters, SHAPE.hidden(), SentencePlace.FEATURES));
      SalienceEncoder encoder = new SalienceEncoder(new WindowEncoder(pieces, KNOWLEDGE, 32), 2400);
      List<SummarizedText> texts = List.of(NEWS, other);
      SalienceTask task =
          new SalienceTask(
              new SalienceTask.Options("salience", 1, 64, 2400, 1),
              network,
              KNOWLEDGE,
              encoder,
              texts);
      SalienceEvaluation evaluation =
          new SalienceEvaluation(
              "ROUGE", torch, parameters, Precision.FLOAT32, network, KNOWLEDGE, encoder, texts);
      new Trainer(
              torch,
              parameters,
              TrainingPlan.of(80, 1e-2, 1),
              List.of(task),
              List.of(evaluation),
              SomeRun.in(folder),
              Progress.silent())
          .run();
      List<Figure> figures = evaluation.figures(1);
      assertThat(figures.get(0).interval().value())
          .isCloseTo(100 * evaluation.measure(), within(1e-9))
          .isGreaterThan(figures.get(1).interval().value());
    }
  }
}
