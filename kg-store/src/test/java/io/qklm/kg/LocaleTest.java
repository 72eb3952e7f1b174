package io.qklm.kg;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.text.SurfaceNormalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves the process is the same wherever it runs. */
class LocaleTest {

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "tr-TR", "fa-IR"})
  void timesAndKeysDoNotDependOnTheProcess(String locale) {
    Locale.setDefault(Locale.forLanguageTag(locale));
    assertThat(new FactObject.Time(1954, 7, 17, 11).iso()).isEqualTo("1954-07-17");
    assertThat(new FactObject.Time(-44, 3, 1, 10).iso()).isEqualTo("-0044-03");
    assertThat(new SurfaceNormalizer().key("ISTANBUL I.")).isEqualTo("istanbul i");
    assertThat(new Relation("P36", Map.of("en", "capital"), Optional.empty()).label("en-GB"))
        .isEqualTo("capital");
  }
}
