package io.qklm.training.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qklm.model.onnx.AnswerGraph;
import io.qklm.model.onnx.ModelException;
import io.qklm.model.onnx.SalienceGraph;
import io.qklm.model.summary.SentenceFeature;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import io.qklm.training.export.NetworkShape;
import io.qklm.training.export.WeightSource;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.onnx.Weight;
import io.qklm.training.task.answer.AnswerHead;
import io.qklm.training.task.answer.AnswerKind;
import io.qklm.training.task.salience.SalienceHead;
import io.qklm.training.task.salience.SalienceKind;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeadExportTest {

  private static final int HIDDEN = 48;
  private static final int DIMENSION = 20;
  private static final float EXACT = 1e-4f;
  private static final NetworkShape SHAPE =
      new NetworkShape(
          new EncoderShape(10, 64, HIDDEN, 1, 4, 64, 0),
          new KnowledgeNetwork.Knowledge(DIMENSION, 1, true),
          32);

  private final SplittableRandom random = new SplittableRandom(5);
  private Torch torch;
  private Parameters parameters;
  private WeightSource weights;

  @BeforeEach
  void start() {
    torch = Torch.open(1);
    parameters = new Parameters(torch, 3);
    weights =
        name ->
            new Weight(name, parameters.get(name).getShape().getShape(), parameters.values(name));
  }

  @AfterEach
  void stop() {
    parameters.close();
    torch.close();
  }

  private float[] noise(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private void randomize() {
    for (String name : parameters.names()) {
      long[] shape = parameters.get(name).getShape().getShape();
      parameters.set(name, shape, noise(parameters.values(name).length));
    }
  }

  @Test
  void theSalienceGraphComputesWhatTheHeadComputes() throws IOException {
    SalienceHead head = new SalienceHead(parameters, HIDDEN, SentenceFeature.count());
    randomize();
    try (SalienceGraph graph =
        new SalienceGraph(
            new SalienceKind().head().orElseThrow().export(weights, SHAPE),
            HIDDEN,
            SentenceFeature.count(),
            1)) {
      for (int count : new int[] {1, 7}) {
        float[] sentences = noise(count * HIDDEN);
        float[] places = noise(count * SentenceFeature.count());
        float[] expected;
        try (Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
          expected =
              head.logits(step, step.floats(sentences, count, HIDDEN), new int[count], places)
                  .toFloatArray();
        }
        float[] found = graph.logits(sentences, places);
        assertThat(found).hasSize(count);
        for (int i = 0; i < count; i++) {
          assertThat(found[i]).isEqualTo(expected[i], within(EXACT * (1 + Math.abs(expected[i]))));
        }
      }
    }
  }

  @Test
  void theAnswerGraphComputesWhatTheHeadComputes() throws IOException {
    AnswerHead head = new AnswerHead(parameters, HIDDEN, DIMENSION);
    randomize();
    int tokens = 9;
    float[] states = noise(tokens * HIDDEN);
    float[] first = java.util.Arrays.copyOf(states, HIDDEN);
    float[] mean = new float[HIDDEN];
    for (int i = 0; i < states.length; i++) {
      mean[i % HIDDEN] += states[i] / tokens;
    }
    float[] relations = noise(3 * DIMENSION);
    float[] backwards = {1, 0, 1};
    float[] expected;
    try (Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
      expected =
          head.logits(
                  step,
                  step.floats(first, 1, HIDDEN),
                  step.floats(mean, 1, HIDDEN),
                  step.floats(relations, 3, DIMENSION),
                  step.floats(backwards, 3, 1))
              .toFloatArray();
    }
    try (AnswerGraph graph =
        new AnswerGraph(
            new AnswerKind().head().orElseThrow().export(weights, SHAPE), HIDDEN, DIMENSION, 1)) {
      float[] found = graph.logits(states, relations, backwards);
      assertThat(found).hasSize(3);
      for (int i = 0; i < 3; i++) {
        assertThat(found[i]).isEqualTo(expected[i], within(EXACT * (1 + Math.abs(expected[i]))));
      }
    }
  }

  @Test
  void aGraphOfAnotherSizeIsRefusedByName() throws IOException {
    new SalienceHead(parameters, HIDDEN, SentenceFeature.count());
    byte[] file = new SalienceKind().head().orElseThrow().export(weights, SHAPE);
    assertThatThrownBy(() -> new SalienceGraph(file, HIDDEN + 1, SentenceFeature.count(), 1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("the salience graph takes the inputs")
        .hasMessageContaining("FLOAT[any, 49]");
  }
}
