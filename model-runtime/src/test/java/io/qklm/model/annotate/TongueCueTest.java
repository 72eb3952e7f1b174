package io.qklm.model.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.text.Span;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tells a language from the people and the state of the same name. */
class TongueCueTest {

  @ParameterizedTest
  @CsvSource({
    "'The letter was read aloud in Welsh.', Welsh, true",
    "'Children who speak Estonian at home', Estonian, true",
    "'She speaks Estonian and Russian.', Russian, true",
    "'She speaks Estonian and Russian.', Estonian, true",
    "'a course of Breton lessons', Breton, true",
    "'signs in English, French and Breton', French, true",
    "'an English-speaking village', English, true",
    "'the Spanish government said', Spanish, false",
    "'in Spanish waters', Spanish, false",
    "'Two French farmers won', French, false",
  })
  void reads(String text, String name, boolean tongue) {
    int start = text.indexOf(name);
    assertThat(TongueCue.at(text, new Span(start, start + name.length()))).isEqualTo(tongue);
  }
}
