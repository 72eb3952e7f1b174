package io.qklm.model.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.SentenceSplitter;
import io.qklm.kg.EntityKind;
import io.qklm.model.linking.Link;
import io.qklm.text.Span;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitledTextTest {

  private static final SentenceSplitter SPLITTER = new SentenceSplitter();

  private static TitledText of(String title, String text) {
    return TitledText.of(SPLITTER.segment(text, "en"), Optional.of(title), SPLITTER, "en");
  }

  private static Link link(int start, int end) {
    return new Link(new Span(start, end), EntityKind.LOC, Optional.empty(), 0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "'Rain in Oslo', 'Rain in Oslo', true",
    "'Rain in Oslo', 'Rain in Oslo and Bergen', false",
    "'Rain in Oslo', 'Rain in Oslos', false",
    "'Rain in Oslo', 'Snow. Rain in Oslo', false",
    "' Rain in Oslo ', '  Rain in Oslo ', true",
  })
  void aTitleIsRepeatedByAWholeFirstLine(String title, String text, boolean repeats) {
    TitledText titled = of(title, text);
    assertThat(titled.repeat().isPresent()).isEqualTo(repeats);
    assertThat(titled.title().isPresent()).isNotEqualTo(repeats);
  }

  @Test
  void linksOfARepeatedTitleStandWhereTheTitleHasThem() {
    TitledText titled = of("  Rain in Oslo", "\nRain in Oslo\r\nIt rains in Oslo.");
    assertThat(titled.repeated(List.of(link(9, 13), link(27, 31)))).containsExactly(link(10, 14));
    assertThat(TitledText.of(titled.text()).repeated(List.of(link(9, 13)))).isEmpty();
  }

  @Test
  void ofALongTitleTheHeadIsReadAndNoCharacterIsCutInTwo() {
    String title = "a" + "\uD83C\uDF89".repeat(400);
    assertThat(of(title, "Text.").title().orElseThrow().text()).hasSize(499);
  }
}
