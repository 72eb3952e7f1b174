package io.qklm.model.linking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How else a name may be written. */
class NameVariantsTest {

  @Test
  void dropsEndingsOfFirmsTitlesAndPossessives() {
    assertThat(NameVariants.of("Acme Steel Corp.")).contains("Acme Steel");
    assertThat(NameVariants.of("Acme Steel Co., Ltd.")).contains("Acme Steel");
    assertThat(NameVariants.of("Norway's")).contains("Norway");
    assertThat(NameVariants.of("President Ada Moss")).contains("Ada Moss");
  }

  @Test
  void writesStopsAndHyphensOtherwise() {
    assertThat(NameVariants.of("N.D.")).contains("ND");
    assertThat(NameVariants.of("Calif")).contains("Calif.");
    assertThat(NameVariants.of("Port-Louis")).contains("Port Louis");
  }

  @Test
  void neverOffersTheNameItselfOrNothing() {
    assertThat(NameVariants.of("Inc.")).doesNotContain("Inc.", "");
    assertThat(NameVariants.of("Oslo")).doesNotContain("Oslo", "");
  }
}
