package io.qklm.training.task.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.MentionLabel;
import io.qklm.model.annotate.Name;
import io.qklm.model.encoding.Capitals;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.text.Span;
import io.qklm.training.base.BaseModels;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.AnnotatedText.GoldLink;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Torch;
import io.qklm.training.knowledge.FewEntities;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.run.Progress;
import io.qklm.training.run.SomeRun;
import io.qklm.training.run.Trainer;
import io.qklm.training.run.TrainingPlan;
import io.qklm.training.window.AnnotatedMention;
import io.qklm.training.window.AnnotatedWindow;
import io.qklm.training.window.WindowEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotateTaskTest {

  private static final EncoderShape SHAPE = new EncoderShape(30522, 64, 32, 2, 4, 64, 1);
  private static final FewEntities KNOWLEDGE =
      new FewEntities(Map.of("Rome", new int[] {0, 1}, "Anna Lee", new int[] {2}));

  @TempDir Path folder;

  private static Name name(String text, String surface, EntityKind kind) {
    int start = text.indexOf(surface);
    return new Name(new Span(start, start + surface.length()), kind);
  }

  private static AnnotatedText text(String text, List<Name> names, String... entities) {
    List<GoldLink> links = new java.util.ArrayList<>();
    for (int i = 0; i < entities.length; i++) {
      links.add(new GoldLink(names.get(i).span(), Set.of(entities[i])));
    }
    return new AnnotatedText("t", text, Optional.of(names), Optional.of(links));
  }

  @Test
  void everyWordKnowsItsFirstToken() throws Exception {
    try (TextTokenizer pieces = BaseModels.DEFAULT.tokenizer()) {
      AnnotatedText text = text("😀 U.S. \u200B Unbelievably NATO", List.of());
      AnnotatedWindow window = new WindowEncoder(pieces, KNOWLEDGE, 64).encode(text).get(0);
      assertThat(window.spans().stream().map(span -> span.in(text.text())))
          .containsExactly("😀", "U", ".", "S", ".", "Unbelievably", "NATO");
      int nato = window.words()[6];
      assertThat((int) window.row().capitals()[nato]).isEqualTo(Capitals.ALL.feature());
      assertThat(window.row().ids()[0]).isEqualTo(101);
      assertThat(window.row().ids()[window.row().size() - 1]).isEqualTo(102);
    }
  }

  @Test
  void windowsHoldWholeSentencesAndCutALongOneBetweenWords() throws Exception {
    try (TextTokenizer pieces = BaseModels.DEFAULT.tokenizer()) {
      AnnotatedText text =
          text("We saw Rome. It is big. One two three four five six seven eight", List.of());
      List<AnnotatedWindow> windows = new WindowEncoder(pieces, KNOWLEDGE, 12).encode(text);
      assertThat(windows).extracting(window -> window.words().length).containsExactly(8, 8);
      List<AnnotatedWindow> small = new WindowEncoder(pieces, KNOWLEDGE, 8).encode(text);
      assertThat(small).extracting(window -> window.words().length).containsExactly(4, 4, 6, 2);
      AnnotatedMention rome = small.get(0).mentions().get(0);
      assertThat(List.of(rome.start(), rome.end())).containsExactly(3, 4);
      assertThat(rome.right()).containsExactly(2);
    }
  }

  @Test
  void labelsAndRightCandidatesComeFromTheAnnotation() throws Exception {
    String words = "Anna Lee saw Rome";
    AnnotatedText text =
        text(
            words,
            List.of(name(words, "Anna Lee", EntityKind.PER), name(words, "Rome", EntityKind.LOC)),
            "e9",
            "e1");
    try (TextTokenizer pieces = BaseModels.DEFAULT.tokenizer()) {
      AnnotatedWindow window = new WindowEncoder(pieces, KNOWLEDGE, 32).encode(text).get(0);
      assertThat(window.labels())
          .containsExactly(
              MentionLabel.B_PER.index(),
              MentionLabel.I_PER.index(),
              MentionLabel.O.index(),
              MentionLabel.B_LOC.index());
      assertThat(window.mentions())
          .filteredOn(mention -> mention.ordinals().length == 2)
          .singleElement()
          .satisfies(rome -> assertThat(rome.right()).containsExactly(1));
      assertThat(window.mentions())
          .filteredOn(mention -> mention.ordinals().length == 1)
          .singleElement()
          .satisfies(anna -> assertThat(anna.right()).containsExactly(1));
    }
  }

  @Test
  void inATextLinkedInPartOnlyWhatFollowsIsJudged() throws Exception {
    String words = "Anna Lee saw Rome";
    Span lee = new Span(5, 8);
    AnnotatedText across =
        new AnnotatedText(
            "t",
            words,
            Optional.empty(),
            Optional.of(List.of(new GoldLink(lee, Set.of("e7")))),
            false);
    AnnotatedText named =
        new AnnotatedText(
                "t",
                words,
                Optional.of(List.of(name(words, "Rome", EntityKind.LOC))),
                Optional.empty())
            .rejecting();
    try (TextTokenizer pieces = BaseModels.DEFAULT.tokenizer()) {
      WindowEncoder encoder = new WindowEncoder(pieces, KNOWLEDGE, 32);
      // "Anna Lee" cuts across the link "Lee", so it is none; of "Rome" nothing is known.
      assertThat(right(encoder, across, 1)).containsExactly(1);
      assertThat(right(encoder, across, 2)).isEmpty();
      // "Anna Lee" is no name, so it means nothing; the name "Rome" means one or the other.
      assertThat(right(encoder, named, 1)).containsExactly(1);
      assertThat(right(encoder, named, 2)).containsExactly(0, 1);
    }
  }

  private static int[] right(WindowEncoder encoder, AnnotatedText text, int candidates) {
    return encoder.encode(text).get(0).mentions().stream()
        .filter(mention -> mention.ordinals().length == candidates)
        .findFirst()
        .orElseThrow()
        .right();
  }

  @Test
  void noiseHidesTheRightCandidatesAndLeavesMentionsOut() {
    AnnotatedMention mention =
        AnnotatedMention.of(
            new Span(0, 4), 1, 2, new int[] {5, 6, 7}, new float[3][1], new int[] {1});
    List<AnnotatedMention> hidden =
        new CandidateNoise(0, 0.999).apply(List.of(mention), new SplittableRandom(1));
    assertThat(hidden.get(0).ordinals()).containsExactly(5, 7);
    assertThat(hidden.get(0).right()).containsExactly(2);
    assertThat(new CandidateNoise(0.999, 0).apply(List.of(mention), new SplittableRandom(1)))
        .isEmpty();
    assertThat(CandidateNoise.NONE.apply(List.of(mention), new SplittableRandom(1)))
        .containsExactly(mention);
  }

  private static AnnotateHeads heads(Parameters parameters) {
    KnowledgeNetwork.Knowledge known = new KnowledgeNetwork.Knowledge(8, 1, true);
    return new AnnotateHeads(
        new KnowledgeNetwork(parameters, SHAPE, known),
        new TokenClassifier(parameters, SHAPE.hidden()),
        new LinkHead(parameters, SHAPE.hidden(), known));
  }

  @Test
  void aBatchInWhichNothingIsJudgedTeachesNothing() throws Exception {
    AnnotatedText unmarked =
        new AnnotatedText("t", "nothing to see", Optional.empty(), Optional.of(List.of()), false);
    try (TextTokenizer pieces = BaseModels.DEFAULT.tokenizer();
        Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      AnnotateTask task =
          new AnnotateTask(
              new AnnotateTask.Options("annotate", 1, 64, 0, 1, CandidateNoise.NONE, 1),
              heads(parameters),
              KNOWLEDGE,
              new WindowEncoder(pieces, KNOWLEDGE, 32).encode(unmarked));
      Trainer.Result result =
          new Trainer(
                  torch,
                  parameters,
                  TrainingPlan.of(2, 1e-2, 1),
                  List.of(task),
                  List.of(),
                  SomeRun.in(folder),
                  Progress.silent())
              .run();
      assertThat(result.steps()).isEqualTo(2);
    }
  }

  @Test
  void aTinyNetworkLearnsNamesAndLinksByHeart() throws Exception {
    String first = "Anna Lee lives here";
    String second = "we saw ancient Rome";
    String third = "the film Rome is long";
    List<AnnotatedText> texts =
        List.of(
            text(first, List.of(name(first, "Anna Lee", EntityKind.PER)), "e2"),
            text(second, List.of(name(second, "Rome", EntityKind.LOC)), "e0"),
            text(third, List.of(name(third, "Rome", EntityKind.MISC)), "e1"),
            text("nothing to see", List.of()));
    try (TextTokenizer pieces = BaseModels.DEFAULT.tokenizer();
        Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      AnnotateHeads heads = heads(parameters);
      WindowEncoder encoder = new WindowEncoder(pieces, KNOWLEDGE, 32);
      AnnotateTask task =
          new AnnotateTask(
              new AnnotateTask.Options("annotate", 1, 64, 0, 1, new CandidateNoise(0.05, 0), 1),
              heads,
              KNOWLEDGE,
              texts.stream().flatMap(text -> encoder.encode(text).stream()).toList());
      AnnotateEvaluation evaluation =
          new AnnotateEvaluation(
              "F1",
              new Annotator(torch, parameters, Precision.FLOAT32, heads, KNOWLEDGE),
              encoder,
              texts);
      assertThat(evaluation.measure()).isLessThan(0.9);
      new Trainer(
              torch,
              parameters,
              TrainingPlan.of(120, 1e-2, 1),
              List.of(task),
              List.of(evaluation),
              SomeRun.in(folder),
              Progress.silent())
          .run();
      AnnotateEvaluation.Score score =
          evaluation.scores().stream()
              .reduce(AnnotateEvaluation.Score.NONE, AnnotateEvaluation.Score::plus);
      assertThat(score.names()).isEqualTo(new SpanScore(3, 3, 3));
      assertThat(score.links()).isEqualTo(new LinkScore(3, 3, 3, 3, 3));
    }
  }
}
