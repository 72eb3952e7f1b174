package io.qklm.training.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.Initializer;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Regularization;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import io.qklm.training.experiment.relation.ComplexScorer;
import io.qklm.training.experiment.relation.EntityPooler;
import io.qklm.training.experiment.relation.RelationScorer;
import io.qklm.training.loss.Losses;
import io.qklm.training.model.Encoded;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.model.Mention;
import io.qklm.training.model.MentionBatch;
import io.qklm.training.model.TokenBatch;
import io.qklm.training.model.TokenRow;
import io.qklm.training.optimize.AdamW;
import io.qklm.training.task.annotate.LinkHead;
import io.qklm.training.task.masked.MaskedWordHead;
import io.qklm.training.task.salience.SalienceHead;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeadsTest {

  private static final EncoderShape SHAPE = new EncoderShape(50, 16, 32, 2, 4, 64, 1);
  private static final KnowledgeNetwork.Knowledge KNOWLEDGE =
      new KnowledgeNetwork.Knowledge(8, 1, true);

  private Torch torch;
  private Parameters parameters;

  @BeforeEach
  void start() {
    torch = Torch.open(1);
    parameters = new Parameters(torch, 1);
  }

  @AfterEach
  void stop() {
    parameters.close();
    torch.close();
  }

  /** The last loss after {@code steps} steps on one and the same batch. */
  private float fit(int steps, Function<Step, NDArray> loss) {
    float last = Float.NaN;
    try (AdamW optimizer = new AdamW(torch, parameters, List.of(), AdamW.Options.bert(5e-3))) {
      for (int i = 0; i < steps; i++) {
        try (Step step =
            Step.learning(torch, parameters, Regularization.NONE, Precision.FLOAT32, i)) {
          NDArray value = loss.apply(step);
          step.backward(value);
          last = value.getFloat();
        }
        optimizer.step(1, parameters.gradientNorms(), 1);
        parameters.clearGradients();
      }
    }
    return last;
  }

  private static float[] axis(int place) {
    float[] vector = new float[8];
    vector[place] = 1;
    return vector;
  }

  @Test
  void linkingStartsAsThePriorAndLearnsContextAndNil() {
    KnowledgeNetwork network = new KnowledgeNetwork(parameters, SHAPE, KNOWLEDGE);
    LinkHead head = new LinkHead(parameters, SHAPE.hidden(), KNOWLEDGE);
    // The same mention in three contexts: the likely meaning, the other one, and neither.
    float[][] vectors = {axis(0), axis(1)};
    float[][] priors = {{(float) Math.log(0.8)}, {(float) Math.log(0.2)}};
    TokenBatch tokens =
        TokenBatch.of(
            List.of(
                new TokenRow(new int[] {1, 20, 5, 2}, new byte[4]),
                new TokenRow(new int[] {1, 20, 6, 2}, new byte[4]),
                new TokenRow(new int[] {1, 20, 7, 2}, new byte[4])));
    MentionBatch mentions =
        MentionBatch.of(
            List.of(
                new Mention(0, 1, 2, vectors, priors),
                new Mention(1, 1, 2, vectors, priors),
                new Mention(2, 1, 2, vectors, priors)),
            8,
            1);
    try (Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
      float[] logits =
          head.logits(step, network.encode(step, tokens, mentions), mentions).toFloatArray();
      for (int m = 0; m < 3; m++) {
        assertThat(logits[3 * m] - logits[3 * m + 1]).isCloseTo((float) Math.log(4), within(0.4f));
        assertThat(logits[3 * m + 2]).isCloseTo(-2, within(0.4f));
      }
    }
    float loss =
        fit(
            80,
            step -> {
              Encoded encoded = network.encode(step, tokens, mentions);
              NDArray logits = head.logits(step, encoded, mentions);
              return Losses.crossEntropy(step, logits, new long[] {0, 1, 2}, 0);
            });
    assertThat(loss).isLessThan(0.1f);
  }

  @Test
  void salienceLearnsPlaceAndWords() {
    SalienceHead head = new SalienceHead(parameters, 4, 1);
    float[] sentences = {1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0};
    int[] document = {0, 0, 1, 1};
    float[] places = {1, 0.5f, 1, 0.5f};
    float loss =
        fit(
            60,
            step -> {
              NDArray logits = head.logits(step, step.floats(sentences, 4, 4), document, places);
              assertThat(logits.getShape().getShape()).containsExactly(4);
              return Losses.binary(step, logits, new float[] {1, 0, 1, 0});
            });
    assertThat(loss).isLessThan(0.1f);
  }

  @Test
  void anEntitysVectorIsTheUnitMeanOfItsRealTokens() {
    EntityPooler pooler = new EntityPooler(parameters, 2);
    TokenBatch batch =
        TokenBatch.of(
            List.of(
                new TokenRow(new int[] {1, 2}, new byte[2]),
                new TokenRow(new int[] {1}, new byte[1])));
    try (Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
      float[] states = {1, 2, 5, 6, 0, -3, 100, 100};
      float[] vectors = pooler.vectors(step, batch, step.floats(states, 2, 2, 2)).toFloatArray();
      assertThat(vectors).containsExactly(new float[] {0.6f, 0.8f, 0, -1}, within(1e-5f));
    }
  }

  @Test
  void complExIsItsFormulaInBothDirections() {
    ComplexScorer scorer = new ComplexScorer(parameters, 3, 4);
    float[] relation = parameters.values("heads.relation.complex.weight");
    float[] s = {0.5f, -0.5f, 0.1f, 0.7f};
    float[] o = {0.3f, 0.2f, -0.9f, 0.25f};
    double expected = 0;
    for (int i = 0; i < 2; i++) {
      double rr = relation[2 * 4 + i];
      double ri = relation[2 * 4 + 2 + i];
      // Re(s r conj(o))
      double real = s[i] * rr - s[2 + i] * ri;
      double imaginary = s[i] * ri + s[2 + i] * rr;
      expected += real * o[i] + imaginary * o[2 + i];
    }
    expected *= Math.exp(2.5);
    try (Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
      NDArray subject = step.floats(s, 1, 4);
      NDArray object = step.floats(o, 1, 4);
      assertThat(
              scorer
                  .scores(step, subject, new long[] {2}, object, RelationScorer.Direction.OBJECT)
                  .getFloat())
          .isCloseTo((float) expected, within(1e-3f));
      assertThat(
              scorer
                  .scores(step, object, new long[] {2}, subject, RelationScorer.Direction.SUBJECT)
                  .getFloat())
          .isCloseTo((float) expected, within(1e-3f));
    }
  }

  @Test
  void relationsAreLearnedBetweenVectors() {
    ComplexScorer scorer = new ComplexScorer(parameters, 1, 8);
    parameters.add("e", new ai.djl.ndarray.types.Shape(6, 8), Initializer.normal(0.4f));
    float loss =
        fit(
            200,
            step -> {
              NDArray vectors = parameters.get("e").normalize(2, 1);
              NDArray scores =
                  scorer.scores(
                      step, vectors, new long[6], vectors, RelationScorer.Direction.OBJECT);
              return Losses.crossEntropy(step, scores, new long[] {1, 2, 3, 4, 5, 0}, 0);
            });
    assertThat(loss).isLessThan(0.2f);
  }

  @Test
  void hiddenWordsAreScoredOverTheVocabulary() {
    KnowledgeNetwork network = new KnowledgeNetwork(parameters, SHAPE, KNOWLEDGE);
    MaskedWordHead head = new MaskedWordHead(parameters, network.encoder());
    TokenBatch batch = TokenBatch.of(List.of(new TokenRow(new int[] {1, 20, 5, 2}, new byte[4])));
    float loss =
        fit(
            60,
            step -> {
              NDArray states = network.encode(step, batch).states().reshape(4, SHAPE.hidden());
              NDArray logits = head.logits(step, states);
              assertThat(logits.getShape().getShape()).containsExactly(4, SHAPE.vocabulary());
              return Losses.crossEntropy(step, logits, new long[] {7, 8, 9, 10}, 0);
            });
    assertThat(loss).isLessThan(0.5f);
  }
}
