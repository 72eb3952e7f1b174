package io.qklm.model.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.SentenceSplitter;
import io.qklm.kg.EntityKind;
import io.qklm.text.Span;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SaidNamesTest {

  /** What is left of a name that stands at {@code words} in {@code text}. */
  private static List<String> said(String text, String words) {
    int start = text.indexOf(words);
    Name name = new Name(new Span(start, start + words.length()), EntityKind.PER);
    return SaidNames.of(
            new SentenceSplitter().segment(text, "en"),
            List.of(new ScoredName(name, 0.9, Map.of(EntityKind.PER, 0.9))))
        .stream()
        .map(one -> one.name().span().in(text))
        .toList();
  }

  @Test
  void aNameHasALetterAndMoreThanOneCharacter() {
    assertThat(said("RT @ : ok", "@")).isEmpty();
    assertThat(said("It was 42 then", "42")).isEmpty();
    assertThat(said("A boat", "A")).isEmpty();
    assertThat(said("The site \"X\" fell.", "X")).containsExactly("X");
    assertThat(said("Posts on X rose, said X.", "X")).isEmpty();
    assertThat(said("Posts on X rose, and X grew.", "X")).containsExactly("X");
  }

  @Test
  void edgesAreTrimmed() {
    assertThat(said("He met “Lund”, he said", "“Lund”,")).containsExactly("Lund");
    assertThat(said("In the U.S. today", "U.S.")).containsExactly("U.S.");
    assertThat(said("He said (Lund) so", "(Lund)")).containsExactly("Lund");
    assertThat(said("At Yahoo! today", "Yahoo!")).containsExactly("Yahoo!");
  }

  @Test
  void noneStandsInAnAddressAHandleOrAPath() {
    assertThat(said("See http://a.example/Paris now", "Paris")).isEmpty();
    assertThat(said("Ask @BarackObama now", "BarackObama")).isEmpty();
    assertThat(said("In /home/Anna/a.txt now", "Anna")).isEmpty();
    assertThat(said("In #Berlin now", "#Berlin")).containsExactly("Berlin");
    assertThat(said("In #BerlinWall now", "Berlin")).isEmpty();
  }

  @Test
  void aTitleAloneNamesNobody() {
    assertThat(said("Mr Lund spoke", "Mr")).isEmpty();
    assertThat(said("the President left", "President")).isEmpty();
    assertThat(said("Dr. Seuss wrote", "Dr. Seuss")).containsExactly("Dr. Seuss");
  }

  @Test
  void noneLeavesItsBlock() {
    assertThat(said("BOSTON\nLA STARS", "BOSTON\nLA STARS")).isEmpty();
  }
}
