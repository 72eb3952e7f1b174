package io.qklm.kg.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanRuleTest {

  @ParameterizedTest
  @CsvSource({
    "berlin, ALWAYS",
    "c++, ALWAYS",
    "中国, ALWAYS",
    "❤, ALWAYS",
    "war of the worlds, ALWAYS",
    "b52, ALWAYS",
    "us, CAPITALS",
    "it, CAPITALS",
    "who, CAPITALS",
    "may, CAPITALS",
    "x, CAPITALS",
    "中, CAPITALS",
    "1984, CAPITALS",
    "the who, TITLE",
    "at t, TITLE",
    "g 20, TITLE",
    "9 11, TITLE",
  })
  void choosesByTheKey(String key, ScanRule rule) {
    assertThat(ScanRule.of(key)).isEqualTo(rule);
    assertThat(ScanRule.ofCode(rule.code())).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource({
    "ALWAYS, berlin, true",
    "CAPITALS, US, true",
    "CAPITALS, U.S., true",
    "CAPITALS, us, false",
    "CAPITALS, It, false",
    "CAPITALS, X, false",
    "CAPITALS, 1984, false",
    "CAPITALS, 中, false",
    "TITLE, The Who, true",
    "TITLE, the who, false",
    "TITLE, The who, false",
    "TITLE, AT&T, true",
    "TITLE, at t, false",
    "TITLE, G-20, true",
    "TITLE, 3.5, false",
  })
  void admitsByTheOriginal(ScanRule rule, String slice, boolean admitted) {
    assertThat(rule.admits(slice)).isEqualTo(admitted);
  }

  @Test
  void refusesACodeThatNoRuleHas() {
    assertThatThrownBy(() -> ScanRule.ofCode(3)).hasMessage("no scan rule has the code 3");
  }
}
