package io.qklm.model.summary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackReferenceTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "But the mayor refused.",
        "He left for Oslo.",
        "\"It was a gift,\" the mayor said.",
        "The company will close two plants.",
        "The company's shares fell.",
        "The 24-year-old scored twice.",
        "This is the third time.",
        "These plants will close.",
        "In 2012, he moved to Oslo.",
        "On Monday, she will speak.",
        "As a result, prices fell.",
        "One of them was hurt.",
        "Both were hurt.",
        "\"We lost a friend,\" he said.",
        "However, prices fell.",
        "The two will meet in May.",
      })
  void pointsBack(String sentence) {
    assertThat(BackReference.in(sentence)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The mayor of Ayr refused.",
        "The company that runs the ferries will close two plants.",
        "The 24-year-old Ida Lund scored twice.",
        "This week the harbour opens.",
        "In 2012, Ida Lund moved to Oslo.",
        "After Ida Lund left, she wrote a book.",
        "Both Ford and Opel closed plants.",
        "So far this year, 12 ships came.",
        "\"We lost a friend,\" said Ida Lund.",
        "Her Majesty opened the harbour.",
        "Italy won.",
        "",
        "...",
      })
  void standsAlone(String sentence) {
    assertThat(BackReference.in(sentence)).isFalse();
  }
}
