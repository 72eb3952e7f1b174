package io.qklm.training.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.qklm.training.engine.Initializer;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Regularization;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdamWTest {

  private static final AdamW.Options OPTIONS = new AdamW.Options(0.1, 0.9, 0.99, 1e-6, 0.05);

  @Test
  void itIsTheFormulaOfThePaper() {
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      parameters.add("w.weight", new Shape(3), Initializer.normal(1));
      parameters.add("w.bias", new Shape(1), Initializer.constant(2));
      double[] weight = new double[3];
      for (int i = 0; i < 3; i++) {
        weight[i] = parameters.values("w.weight")[i];
      }
      double[] first = new double[3];
      double[] second = new double[3];
      try (AdamW optimizer = new AdamW(torch, parameters, List.of(), OPTIONS)) {
        for (int t = 1; t <= 5; t++) {
          double factor = 1.0 / t;
          double scale = t == 3 ? 0.5 : 1;
          descend(torch, parameters, optimizer, factor, scale);
          for (int i = 0; i < 3; i++) {
            double gradient = 2 * weight[i] * scale;
            first[i] = 0.9 * first[i] + 0.1 * gradient;
            second[i] = 0.99 * second[i] + 0.01 * gradient * gradient;
            double rate = 0.1 * factor;
            double corrected = first[i] / (1 - Math.pow(0.9, t));
            double root = Math.sqrt(second[i] / (1 - Math.pow(0.99, t)));
            weight[i] = weight[i] * (1 - rate * 0.05) - rate * corrected / (root + 1e-6);
          }
        }
        assertThat(optimizer.steps()).containsEntry("w.weight", 5L).containsEntry("w.bias", 0L);
      }
      for (int i = 0; i < 3; i++) {
        assertThat(parameters.values("w.weight")[i]).isCloseTo((float) weight[i], within(1e-5f));
      }
      // No part of the loss: neither moved nor decayed.
      assertThat(parameters.values("w.bias")).containsExactly(2);
    }
  }

  private static void descend(
      Torch torch, Parameters parameters, AdamW optimizer, double factor, double scale) {
    try (Step step = Step.learning(torch, parameters, Regularization.NONE, Precision.FLOAT32, 1)) {
      NDArray weight = parameters.get("w.weight");
      step.backward(weight.mul(weight).sum());
    }
    optimizer.step(factor, parameters.gradientNorms(), scale);
    parameters.clearGradients();
  }

  @Test
  void biasesNormsAndEmbeddingsAreNotDecayed() {
    for (String name :
        List.of(
            "encoder.layer.0.output.dense.bias",
            "embeddings.LayerNorm.weight",
            "embeddings.position_embeddings.weight",
            "heads.link.nil.vector",
            "heads.relation.complex.scale")) {
      assertThat(LearningRule.find(List.of(), name).decay()).as(name).isZero();
    }
    assertThat(LearningRule.find(List.of(), "encoder.layer.0.output.dense.weight").decay())
        .isEqualTo(1);
  }

  @Test
  void theFirstRuleThatMatchesDecides() {
    List<LearningRule> rules =
        List.of(
            LearningRule.of("encoder\\.layer\\.0\\..*", 0), LearningRule.of("encoder\\..*", 0.1));
    assertThat(LearningRule.find(rules, "encoder.layer.0.x.weight").rate()).isZero();
    assertThat(LearningRule.find(rules, "encoder.layer.1.x.weight").rate()).isEqualTo(0.1);
    assertThat(LearningRule.find(rules, "heads.tokens.weight").rate()).isEqualTo(1);
  }

  @Test
  void theScheduleRisesAndFallsToItsFloor() {
    Schedule schedule = new Schedule(10, 110, 0.1);
    assertThat(schedule.factor(0)).isEqualTo(0.1);
    assertThat(schedule.factor(9)).isEqualTo(1);
    assertThat(schedule.factor(10)).isEqualTo(1);
    assertThat(schedule.factor(60)).isCloseTo(0.55, within(1e-9));
    assertThat(schedule.factor(110)).isCloseTo(0.1, within(1e-9));
    assertThat(schedule.factor(500)).isCloseTo(0.1, within(1e-9));
  }
}
