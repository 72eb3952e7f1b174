package io.qklm.training.task.salience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qklm.document.SentenceSplitter;
import io.qklm.model.encoding.SentencePooler;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.summary.SentenceFeature;
import io.qklm.model.summary.SentencePlace;
import io.qklm.text.Span;
import io.qklm.training.base.BaseModels;
import io.qklm.training.data.SummarizedText;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import io.qklm.training.knowledge.NoKnowledge;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.run.Figure;
import io.qklm.training.run.Progress;
import io.qklm.training.run.SomeRun;
import io.qklm.training.run.Trainer;
import io.qklm.training.run.TrainingPlan;
import io.qklm.training.task.salience.SalienceDocument.Part;
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
          .extracting(SalienceDocument.Sentence::parts)
          .containsExactly(
              List.of(new Part(0, 1, 4)),
              List.of(new Part(0, 4, 10)),
              List.of(new Part(1, 1, 5)),
              List.of(new Part(1, 5, 9)),
              List.of(new Part(2, 1, 5)));
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
  void aSentenceThatWasCutIsPooledWholeAsTheEngineDoes() throws Exception {
    String cut = "One two three four five six seven eight nine ten eleven twelve. It ended.";
    try (TextTokenizer tokenizer = BaseModels.DEFAULT.tokenizer();
        Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      SalienceEncoder encoder =
          new SalienceEncoder(new WindowEncoder(tokenizer, KNOWLEDGE, 10), 2400);
      SalienceDocument document = encoder.encode(new SummarizedText(cut, List.of("It ended.")));
      assertThat(document.sentences().get(0).parts())
          .containsExactly(new Part(0, 1, 9), new Part(1, 1, 6));
      // States that are the number of the token, so that a mean tells what was pooled.
      int hidden = 4;
      float[] states = new float[2 * 10 * hidden];
      List<Span> sentences = new SentenceSplitter().split(cut, "en");
      SentencePooler pooler = new SentencePooler(cut, sentences, tokenizer.tokenize(cut), hidden);
      int first = 0;
      for (int row = 0; row < document.windows().size(); row++) {
        int size = document.windows().get(row).row().size();
        float[] own = new float[size * hidden];
        for (int i = 0; i < own.length; i++) {
          own[i] = i / hidden == 0 || i / hidden == size - 1 ? 99 : first + i / hidden - 1;
          states[row * 10 * hidden + i] = own[i];
        }
        pooler.add(own, first, first + size - 2);
        first += size - 2;
      }
      SalienceBatch batch = SalienceBatch.of(List.of(document), KNOWLEDGE);
      try (Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
        float[] means = batch.means(step, step.floats(states, 2, 10, hidden)).toFloatArray();
        for (int sentence = 0; sentence < 2; sentence++) {
          assertThat(means[sentence * hidden]).isEqualTo(pooler.mean(sentence)[0], within(1e-5f));
        }
      }
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
              new SalienceHead(parameters, SHAPE.hidden(), SentenceFeature.count()));
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
