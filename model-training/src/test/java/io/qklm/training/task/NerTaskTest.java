package io.qklm.training.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.training.data.TaggedSentence;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Torch;
import io.qklm.training.head.MentionLabel;
import io.qklm.training.head.TokenClassifier;
import io.qklm.training.model.Capitals;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.run.Progress;
import io.qklm.training.run.Trainer;
import io.qklm.training.run.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NerTaskTest {

  private static final EncoderShape SHAPE = new EncoderShape(30522, 64, 32, 2, 4, 64, 1);

  @TempDir Path folder;

  private static TaggedSentence sentence(String words, MentionLabel... labels) {
    List<TaggedSentence.Word> tagged = new ArrayList<>();
    String[] texts = words.split(" ", -1);
    for (int i = 0; i < texts.length; i++) {
      tagged.add(new TaggedSentence.Word(texts[i], i > 0, labels[i % labels.length]));
    }
    return new TaggedSentence(tagged);
  }

  @Test
  void everyWordKnowsItsFirstToken() throws Exception {
    try (SentenceEncoder encoder = SentenceEncoder.miniLm()) {
      EncodedSentence found =
          encoder.encode(sentence("😀 U.S. \u200B NATO visit", MentionLabel.O), 64).get(0);
      int[] firsts = found.firstTokens();
      assertThat(firsts).startsWith(1, 2);
      assertThat(firsts[2]).isEqualTo(-1);
      assertThat(firsts[3]).isEqualTo(6);
      assertThat((int) found.row().capitals()[6]).isEqualTo(Capitals.ALL.feature());
      assertThat((int) found.row().capitals()[0]).isEqualTo(Capitals.NONE.feature());
      assertThat(found.row().ids()[0]).isEqualTo(101);
      assertThat(found.row().ids()[found.row().size() - 1]).isEqualTo(102);
    }
  }

  @Test
  void aLongSentenceIsCutBetweenWords() throws Exception {
    try (SentenceEncoder encoder = SentenceEncoder.miniLm()) {
      List<EncodedSentence> windows =
          encoder.encode(sentence("one two three four five six seven eight", MentionLabel.O), 8);
      assertThat(windows).extracting(window -> window.labels().size()).containsExactly(6, 2);
      assertThat(windows.get(1).firstTokens()).containsExactly(1, 2);
    }
  }

  @Test
  void aTinyNetworkLearnsNamesByHeart() throws Exception {
    List<TaggedSentence> sentences =
        List.of(
            sentence(
                "Anna Lee lives here",
                MentionLabel.B_PER,
                MentionLabel.I_PER,
                MentionLabel.O,
                MentionLabel.O),
            sentence("we saw Rome", MentionLabel.O, MentionLabel.O, MentionLabel.B_LOC),
            sentence("nothing to see", MentionLabel.O));
    try (SentenceEncoder encoder = SentenceEncoder.miniLm();
        Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      KnowledgeNetwork network =
          new KnowledgeNetwork(parameters, SHAPE, new KnowledgeNetwork.Knowledge(8, 1, false));
      TokenClassifier head = new TokenClassifier(parameters, SHAPE.hidden());
      List<List<EncodedSentence>> windows =
          sentences.stream().map(words -> encoder.encode(words, 32)).toList();
      NerTask task =
          new NerTask(
              new NerTask.Options("ner", 1, 64, 0, 1),
              network,
              head,
              windows.stream().flatMap(List::stream).toList());
      NerEvaluation evaluation =
          new NerEvaluation("F1", torch, parameters, Precision.FLOAT32, network, head, windows);
      Trainer trainer =
          new Trainer(
              torch,
              parameters,
              TrainingPlan.of(60, 1e-2, 1),
              List.of(task),
              List.of(evaluation),
              folder,
              Progress.silent());
      trainer.run();
      assertThat(evaluation.score()).isEqualTo(new SpanScore(2, 2, 2));
      assertThat(evaluation.measure()).isEqualTo(1);
    }
  }
}
