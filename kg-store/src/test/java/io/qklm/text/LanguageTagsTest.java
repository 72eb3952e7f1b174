package io.qklm.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTagsTest {

  @ParameterizedTest
  @CsvSource({
    "en, en",
    "en_US, en-US",
    "EN-us, en-US",
    "en_US.UTF-8, en-US",
    "eng, en",
    "English, en",
    "deutsch, de",
    "Chinese, zh",
    "zh-hant-tw, zh-Hant-TW",
    "yue, yue",
  })
  void readsWhatSendersWrite(String written, String tag) {
    assertThat(LanguageTags.canonical(written)).hasValue(tag);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "und", "mul", "xx-none-of-these-99", "x-%%", "Klingonisch", "12"})
  void whatNamesNoLanguageIsNone(String written) {
    assertThat(LanguageTags.canonical(written)).isEmpty();
  }

  @Test
  void theNearestTagIsFound() {
    assertThat(LanguageTags.best("en-GB", Set.of("en", "de"))).hasValue("en");
    assertThat(LanguageTags.best("zh-CN", Set.of("zh", "zh-hant", "en"))).hasValue("zh");
    assertThat(LanguageTags.best("zh-TW", Set.of("zh-hans", "zh-hant"))).hasValue("zh-hant");
    assertThat(LanguageTags.best("zh", Set.of("zh-hans", "zh-tw"))).hasValue("zh-hans");
    assertThat(LanguageTags.best("pt-BR", Set.of("pt", "pt-br"))).hasValue("pt-br");
    assertThat(LanguageTags.best("fr", Set.of("en", "fro"))).isEmpty();
  }
}
