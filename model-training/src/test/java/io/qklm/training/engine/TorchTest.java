package io.qklm.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TorchTest {

  @Test
  void spinningThreadsAreWarnedOf() {
    assertThat(Torch.advice(1, Map.of())).isEmpty();
    assertThat(Torch.advice(2, Map.of("OMP_WAIT_POLICY", "PASSIVE"))).isEmpty();
    assertThat(Torch.advice(2, Map.of()))
        .hasValueSatisfying(
            advice -> assertThat(advice).contains("2 threads", "OMP_WAIT_POLICY=passive"));
  }

  @Test
  void atLeastOneThreadIsNeeded() {
    assertThatThrownBy(() -> Torch.open(0)).hasMessageContaining("threads is 0; at least 1");
  }

  @Test
  void aSecondStepBesideAnOpenOneIsRefusedAndTheFirstGoesOn() {
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      try (Step first =
          Step.learning(torch, parameters, Regularization.NONE, Precision.FLOAT32, 1)) {
        assertThatThrownBy(
                () -> Step.learning(torch, parameters, Regularization.NONE, Precision.FLOAT32, 1))
            .isInstanceOf(IllegalStateException.class);
        assertThat(first.learns()).isTrue();
      }
      Step.learning(torch, parameters, Regularization.NONE, Precision.FLOAT32, 1).close();
    }
  }
}
