package io.qklm.kg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactObjectTest {

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "tr-TR", "fa-IR", "hi-IN-u-nu-deva", "en"})
  void timesHaveTheSameDigitsWhateverTheMachinesLanguage(String locale) {
    Locale.setDefault(Locale.forLanguageTag(locale));
    assertThat(new FactObject.Time(1990, 10, 3, 11).iso()).isEqualTo("1990-10-03");
    assertThat(new FactObject.Time(-43, 3, 1, 10).iso()).isEqualTo("-0043-03");
    assertThat(new FactObject.Time(12026, 1, 1, 9).iso()).isEqualTo("+12026");
    assertThat(new FactObject.Coordinate(52.5, -13.25).plain()).isEqualTo("52.5,-13.25");
    assertThat(EntityKind.named("MISC")).contains(EntityKind.MISC);
    assertThat(EntityKind.named("misc")).contains(EntityKind.MISC);
  }
}
