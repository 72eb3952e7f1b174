package io.qklm.deploy.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluralTest {

  @Test
  void oneThingIsSingular() {
    assertThat(Plural.of(0, "fact")).isEqualTo("0 facts");
    assertThat(Plural.of(1, "fact")).isEqualTo("1 fact");
    assertThat(Plural.of(1_234, "entity", "entities")).isEqualTo("1,234 entities");
  }
}
