package io.qklm.training.rewriting;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OtherLettersTest {

  private static final AnnotatedText TEXT =
      new AnnotatedText(
          "t",
          "Ann O'Hara saw straße 9 in New-York.",
          Optional.of(List.of(new Name(new Span(0, 10), EntityKind.PER))),
          Optional.empty(),
          true,
          List.of(new Span(27, 35)));

  @Test
  void aThirdOfTheShareIsWrittenEachWayAndPlacesStay() {
    OtherLetters letters = new OtherLetters(0.6, 1);
    Map<String, Integer> counts = new HashMap<>();
    for (int number = 0; number < 3000; number++) {
      AnnotatedText changed = letters.apply(TEXT, number);
      assertThat(changed.names()).isEqualTo(TEXT.names());
      assertThat(changed.open()).isEqualTo(TEXT.open());
      counts.merge(changed.text(), 1, Integer::sum);
    }
    assertThat(counts)
        .containsOnlyKeys(
            TEXT.text(),
            "ANN O'HARA SAW STRAßE 9 IN NEW-YORK.",
            "ann o'hara saw straße 9 in new-york.",
            "Ann O'hara Saw Straße 9 In New-York.");
    assertThat(counts.values()).allMatch(count -> count > 500);
    assertThat(counts.get(TEXT.text())).isBetween(1100, 1300);
  }

  @Test
  void theSameTextIsWrittenTheSameWayAgain() {
    OtherLetters letters = new OtherLetters(0.6, 1);
    assertThat(letters.apply(TEXT, 7)).isEqualTo(letters.apply(TEXT, 7));
  }
}
