package io.qklm.model.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapitalsTest {

  @ParameterizedTest
  @CsvSource({
    "paris, LOWER, 0",
    "Paris, INITIAL, 1",
    "I, INITIAL, 1",
    "NATO, ALL, 2",
    "U.S., ALL, 2",
    "iPhone, MIXED, 3",
    "McDonald, MIXED, 3",
    "1998, NONE, 4",
    "東京, NONE, 4",
    "Élan, INITIAL, 1",
    "𝔄b, INITIAL, 1"
  })
  void howAWordIsWritten(String word, Capitals expected, int feature) {
    assertThat(Capitals.of("(" + word + ")", 1, word.length() + 1)).isEqualTo(expected);
    assertThat(expected.feature()).isEqualTo(feature);
  }
}
