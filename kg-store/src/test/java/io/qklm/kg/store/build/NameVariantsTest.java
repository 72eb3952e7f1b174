package io.qklm.kg.store.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameVariantsTest {

  @ParameterizedTest
  @CsvSource({
    "Angela Merkel,Merkel",
    "George W. Bush,Bush",
    "Ursula von Leyen,Leyen",
    "Jean-Luc Picard,Picard",
    "Conan O'Brien,O'Brien",
    "Michael Jordan (footballer),Jordan",
    "Éva Székely,Székely",
    "Владимир Путин,Путин"
  })
  void findsTheLastNameOfAPerson(String label, String last) {
    assertThat(NameVariants.lastName(EntityKind.PER, label)).hasValue(last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Madonna",
        "Alexander the Great",
        "John of Gaunt",
        "Elizabeth II",
        "Robert Downey Jr.",
        "Henry 8",
        "Jean Claude Van Damme",
        "Bo Li",
        "Smith, John",
        "will smith",
        "Angela  Merkel",
        "柏林 王",
        ""
      })
  void leavesOtherNamesAlone(String label) {
    assertThat(NameVariants.lastName(EntityKind.PER, label)).isEmpty();
  }

  @Test
  void knowsLastNamesOfPersonsOnly() {
    assertThat(NameVariants.lastName(EntityKind.LOC, "New York")).isEmpty();
  }

  @Test
  void dropsLastParentheses() {
    assertThat(NameVariants.withoutParentheses("Mercury (planet)")).hasValue("Mercury");
    assertThat(NameVariants.withoutParentheses("A (b) (c)")).hasValue("A (b)");
    assertThat(NameVariants.withoutParentheses("Mercury")).isEmpty();
    assertThat(NameVariants.withoutParentheses("(planet)")).isEmpty();
    assertThat(NameVariants.withoutParentheses("f(x)")).isEmpty();
  }
}
