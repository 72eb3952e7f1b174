package io.qklm.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KernelsTest {

  private Torch torch;
  private Parameters parameters;

  @BeforeAll
  void start() {
    torch = Torch.open(1);
    parameters = new Parameters(torch, 3);
    parameters.add("x", new Shape(2, 3, 4, 8), Initializer.normal(1));
  }

  @AfterAll
  void stop() {
    parameters.close();
    torch.close();
  }

  private Step learning(Precision precision, float dropout) {
    return Step.learning(torch, parameters, new Regularization(dropout, 0), precision, 5);
  }

  /** The gradient of the sum of squares of what {@code operation} gives. */
  private float[] gradient(Precision precision, BiFunction<Step, NDArray, NDArray> operation) {
    parameters.clearGradients();
    try (Step step = learning(precision, 0)) {
      NDArray y = operation.apply(step, parameters.get("x"));
      assertThat(y.getDataType()).isEqualTo(DataType.FLOAT32);
      step.backward(y.mul(y).sum());
      try (NDArray gradient = parameters.get("x").getGradient()) {
        return gradient.toFloatArray();
      }
    }
  }

  @Test
  void castsToBfloat16AndBackKeepTheGradient() {
    float[] values = parameters.values("x");
    float[] found = gradient(Precision.BFLOAT16, (step, x) -> step.wide(step.narrow(x)));
    for (int i = 0; i < values.length; i++) {
      assertThat(found[i]).isCloseTo(2 * values[i], within(0.02f * (1 + Math.abs(values[i]))));
    }
  }

  @Test
  void aChangedProductIsThatOfTheSumInBothPrecisionsAndItsGradientToo() {
    float[] weight = new float[5 * 8];
    float[] down = new float[2 * 8];
    float[] up = new float[5 * 2];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (i % 7 - 3) / 8f;
    }
    for (int i = 0; i < down.length; i++) {
      down[i] = (i % 5 - 2) / 4f;
    }
    for (int i = 0; i < up.length; i++) {
      up[i] = (i % 3 - 1) / 2f;
    }
    float[] expected =
        gradient(
            Precision.FLOAT32,
            (step, x) -> {
              NDArray sum =
                  step.floats(weight, 5, 8)
                      .add(step.floats(up, 5, 2).matMul(step.floats(down, 2, 8)));
              return step.wide(step.linear(x, sum, step.floats(new float[5], 5)));
            });
    for (Precision precision : Precision.values()) {
      float[] found =
          gradient(
              precision,
              (step, x) ->
                  step.wide(
                      step.changedLinear(
                          x,
                          step.floats(weight, 5, 8),
                          step.floats(new float[5], 5),
                          step.floats(down, 2, 8),
                          step.floats(up, 5, 2))));
      float exact = precision == Precision.FLOAT32 ? 1e-4f : 0.1f;
      assertThat(found).containsExactly(expected, within(exact));
    }
  }

  @Test
  void attentionIsTheTextbooksInBothPrecisions() {
    float[] bias = {0, 0, 0, -1e9f, 0, 0, 0, 0};
    for (boolean masked : new boolean[] {false, true}) {
      float[] expected =
          gradient(
              Precision.FLOAT32,
              (step, x) -> {
                NDArray logits =
                    x.matMul(x.transpose(0, 1, 3, 2)).mul(step.scalar(1 / Math.sqrt(8)));
                NDArray seen = masked ? logits.add(step.floats(bias, 2, 1, 1, 4)) : logits;
                return seen.softmax(-1).matMul(x);
              });
      for (Precision precision : Precision.values()) {
        float[] found =
            gradient(
                precision,
                (step, x) -> {
                  NDArray n = step.narrow(x);
                  return step.wide(
                      step.attention(n, n, n, masked ? step.floats(bias, 2, 1, 1, 4) : null));
                });
        float tolerance = precision == Precision.FLOAT32 ? 1e-4f : 0.1f;
        assertThat(found)
            .as("%s masked %s", precision, masked)
            .containsExactly(expected, within(tolerance));
      }
    }
  }

  @Test
  void productsInBfloat16AreCloseToThoseInFloats() {
    Linear linear = new Linear(parameters, "linear", 8, 5, Initializer.normal(1));
    float[] exact;
    float[] close;
    try (Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
      exact = linear.apply(step, parameters.get("x")).toFloatArray();
    }
    try (Step step = Step.plain(torch, parameters, Precision.BFLOAT16)) {
      close = linear.apply(step, parameters.get("x")).toFloatArray();
    }
    assertThat(close).containsExactly(exact, within(0.1f));
  }

  @Test
  void dropoutKeepsTheMeanAndIsTheSameForTheSameSeed() {
    float[] first;
    float[] second;
    try (Step step = learning(Precision.FLOAT32, 0)) {
      first = step.drop(step.manager().ones(new Shape(100, 101)), 0.25f).toFloatArray();
    }
    try (Step step = learning(Precision.FLOAT32, 0)) {
      second = step.drop(step.manager().ones(new Shape(100, 101)), 0.25f).toFloatArray();
    }
    assertThat(second).isEqualTo(first);
    double sum = 0;
    int dropped = 0;
    for (float value : first) {
      assertThat(value).isIn(0f, 4f / 3);
      sum += value;
      dropped += value == 0 ? 1 : 0;
    }
    assertThat(sum / first.length).isCloseTo(1, within(0.03));
    assertThat((double) dropped / first.length).isCloseTo(0.25, within(0.02));
  }

  @Test
  void nothingIsDroppedOutsideLearning() {
    try (Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
      NDArray x = step.manager().ones(new Shape(10));
      assertThat(step.drop(x, 0.5f)).isSameAs(x);
    }
  }
}
