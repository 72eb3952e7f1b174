package io.qklm.training.task.masked;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.linking.CandidateMention;
import io.qklm.text.Span;
import io.qklm.training.base.BaseModels;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Torch;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.run.Progress;
import io.qklm.training.run.SomeRun;
import io.qklm.training.run.Trainer;
import io.qklm.training.run.TrainingPlan;
import io.qklm.training.window.AnnotatedWindow;
import io.qklm.training.window.WindowEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskedTaskTest {

  private static final EncoderShape SHAPE = new EncoderShape(30522, 64, 32, 2, 4, 64, 1);
  private static final KnowledgeNetwork.Knowledge KNOWN =
      new KnowledgeNetwork.Knowledge(8, 1, true);
  private static final List<AnnotatedText> TEXTS =
      List.of(text("Rome is the capital of Italy"), text("the capital of Italy is Rome"));

  @TempDir Path folder;

  private static AnnotatedText text(String words) {
    return new AnnotatedText("Q220", words, Optional.empty(), Optional.empty());
  }

  /** Rome, which the texts tell of, and Italy. */
  private record TwoPlaces() implements TrainingKnowledge {

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
      return List.of(mention(text, "Rome", 0), mention(text, "Italy", 1));
    }

    private static CandidateMention mention(String text, String name, int ordinal) {
      int start = text.indexOf(name);
      Span span = new Span(start, start + name.length());
      return new CandidateMention(span, new int[] {ordinal}, new float[1][1]);
    }

    @Override
    public void vectors(int[] ordinals, float[][] out) {
      for (int i = 0; i < ordinals.length; i++) {
        out[i][ordinals[i]] = 1;
      }
    }

    @Override
    public OptionalInt ordinal(String id) {
      return id.equals("Q220") ? OptionalInt.of(0) : OptionalInt.empty();
    }
  }

  private static List<AnnotatedWindow> windows(TextTokenizer pieces) {
    TwoPlaces knowledge = new TwoPlaces();
    MaskedTexts layout = new MaskedTexts(new WindowEncoder(pieces, knowledge, 32), knowledge);
    return TEXTS.stream().flatMap(text -> layout.encode(text).stream()).toList();
  }

  private static MaskedTask task(Parameters parameters, List<AnnotatedWindow> windows, long seed) {
    KnowledgeNetwork network = new KnowledgeNetwork(parameters, SHAPE, KNOWN);
    return new MaskedTask(
        new MaskedTask.Options(
            "words", 1, 64, new WordMask(0.3, BaseModels.DEFAULT.pieces()), seed),
        network,
        new MaskedWordHead(parameters, network.encoder()),
        new TwoPlaces(),
        windows);
  }

  @Test
  void whatATextTellsOfIsNoMentionInIt() throws Exception {
    try (TextTokenizer pieces = BaseModels.DEFAULT.tokenizer()) {
      assertThat(windows(pieces))
          .hasSize(2)
          .allSatisfy(
              window ->
                  assertThat(window.mentions())
                      .singleElement()
                      .satisfies(mention -> assertThat(mention.ordinals()).containsExactly(1)));
    }
  }

  @Test
  void aBatchFollowsFromSeedAndNumber() throws Exception {
    try (TextTokenizer pieces = BaseModels.DEFAULT.tokenizer();
        Torch torch = Torch.open(1);
        Parameters one = new Parameters(torch, 1);
        Parameters two = new Parameters(torch, 1)) {
      List<AnnotatedWindow> windows = windows(pieces);
      MaskedTask first = task(one, windows, 5);
      MaskedTask second = task(two, windows, 5);
      for (int number = 0; number < 5; number++) {
        assertThat(second.hidden(number).places()).isEqualTo(first.hidden(number).places());
        assertThat(second.hidden(number).windows().tokens().ids())
            .isEqualTo(first.hidden(number).windows().tokens().ids());
      }
      // The places are those of the targets in the flattened batch.
      MaskedTask.HiddenWords batch = first.hidden(3);
      int columns = batch.windows().tokens().columns();
      for (int i = 0; i < batch.places().length; i++) {
        int row = (int) batch.places()[i] / columns;
        assertThat(row).isBetween(0, 1);
        long now = batch.windows().tokens().ids()[(int) batch.places()[i]];
        assertThat(
                now == BaseModels.DEFAULT.pieces().mask()
                    || now >= BaseModels.DEFAULT.pieces().firstOrdinary())
            .isTrue();
        assertThat(batch.targets()[i]).isNotEqualTo((long) BaseModels.DEFAULT.pieces().mask());
      }
    }
  }

  @Test
  void aTinyNetworkLearnsHiddenWords() throws Exception {
    try (TextTokenizer pieces = BaseModels.DEFAULT.tokenizer();
        Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      MaskedTask task = task(parameters, windows(pieces), 1);
      Trainer.Result result =
          new Trainer(
                  torch,
                  parameters,
                  TrainingPlan.of(60, 1e-2, 1),
                  List.of(task),
                  List.of(),
                  SomeRun.in(folder),
                  Progress.silent())
              .run();
      // Without learning it is ln(30522), more than 10.
      assertThat(result.losses().get("words")).isLessThan(4);
    }
  }
}
