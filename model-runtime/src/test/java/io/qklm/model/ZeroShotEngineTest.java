package io.qklm.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The published encoder. */
class ZeroShotEngineTest extends EngineContract {

  ZeroShotEngineTest() {
    super(BundleManifest.ZERO_SHOT);
  }

  /** The trained model takes this for the French capital: its context is one sentence. */
  @Test
  void contextDecidesBetweenNamesakesOfLikeProminence() {
    assertThat(
            linked(
                enrich(
                    "PARIS, Texas — Lamar County officials in Paris opened a courthouse for the"
                        + " Texas town, the county judge said.")))
        .contains("Q830149")
        .doesNotContain("Q90");
  }
}
