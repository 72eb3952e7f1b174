package io.qklm.document.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class LiteralsTest {

  private static List<String> found(String text) {
    return Literals.in(text).stream()
        .map(literal -> literal.kind() + " " + literal.span().in(text))
        .toList();
  }

  @Test
  void addressesPathsAndCodeAreLiterals() {
    assertThat(found("Write to anna@paris.example, or see https://berlin.example/a?b=C."))
        .containsExactly("ADDRESS anna@paris.example", "ADDRESS https://berlin.example/a?b=C");
    assertThat(found("See /home/anna/london.txt, C:\\Paris\\a.doc and src/Berlin.java."))
        .containsExactly(
            "ADDRESS /home/anna/london.txt", "ADDRESS C:\\Paris\\a.doc", "ADDRESS src/Berlin.java");
    assertThat(found("String city = \"London\";"))
        .containsExactly("ADDRESS String city = \"London\";");
    assertThat(found("on (www.paris.fr) and bbc.co.uk/news."))
        .containsExactly("ADDRESS www.paris.fr", "ADDRESS bbc.co.uk/news");
  }

  @Test
  void sharesAndPapersAreLiterals() {
    assertThat(found("Ask d'arcy@tram.example about \\\\desk\\Oslo and 10.1234/Oslo.7"))
        .containsExactly(
            "ADDRESS d'arcy@tram.example", "ADDRESS \\\\desk\\Oslo", "ADDRESS 10.1234/Oslo.7");
  }

  @Test
  void handlesAndHashtagsAreToldFromWords() {
    assertThat(found("@anna met #Berlin at 5 @ the pub, rock'n'roll #1"))
        .containsExactly("HANDLE @anna", "HASHTAG #Berlin");
  }

  @Test
  void aTickerInAngleBracketsIsNoTag() {
    assertThat(found("Brightwater Petroleum Plc <BWP> and Standard <SRD.N> rose.")).isEmpty();
    assertThat(found("<Video Rental Shops Inc> said <Object Works Ltd> agreed.")).isEmpty();
    assertThat(found("Sandhill Roe and Co <S> and Passaic Power <P> rose.")).isEmpty();
    assertThat(found("one<br>two <i>three</i> <a href='x'>four")).hasSize(4);
  }

  @Test
  void markupIsTold() {
    assertThat(found("<b>Paris</b> &amp; Rome, 3 < 4"))
        .containsExactly("MARKUP <b>", "MARKUP </b>", "MARKUP &amp;");
  }

  @Test
  void proseHasNone() {
    assertThat(found("Intel/AMD and U.S. firms met on 3/4; he said (quietly): no.")).isEmpty();
  }

  @Test
  void hugeWordsAreReadInLinearTime() {
    for (String text :
        List.of(
            "a/".repeat(50_000), "a.".repeat(50_000), "<a ".repeat(30_000), "@a_".repeat(30_000))) {
      Assertions.assertTimeout(Duration.ofSeconds(5), () -> Literals.in(text));
    }
  }
}
