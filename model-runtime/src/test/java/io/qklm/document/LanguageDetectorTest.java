package io.qklm.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LanguageDetectorTest {

  private static LanguageDetector detector;

  @BeforeAll
  static void load() throws IOException {
    detector = LanguageDetector.load();
  }

  @Test
  void tellsEnglishGermanAndChinese() {
    assertThat(detector.detect("The central bank raised its interest rate on Thursday."))
        .isEqualTo("en");
    assertThat(detector.detect("Die Zentralbank hat am Donnerstag ihren Leitzins erhöht."))
        .isEqualTo("de");
    assertThat(detector.detect("中国人民银行周四宣布上调利率，以应对通货膨胀。")).isEqualTo("zh");
  }

  @Test
  void saysSoWhenItCannotTell() {
    assertThat(detector.detect("12345 67890")).isEqualTo("und");
  }

  @Test
  void readsOnWhereTheFirstLinesDoNotTell() {
    String names = "Berlin, Angela Merkel, Olaf Scholz, SPD, CDU, FDP: ".repeat(4);
    assertThat(names).hasSizeGreaterThan(200);
    assertThat(
            detector.detect(
                names
                    + "Der Bundestag hat am Donnerstag nach langer Debatte das neue Gesetz über die"
                    + " Förderung erneuerbarer Energien beschlossen, teilte die Regierung mit."))
        .isEqualTo("de");
  }
}
