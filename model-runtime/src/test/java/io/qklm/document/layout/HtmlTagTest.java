package io.qklm.document.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTagTest {

  private static List<String> tags(String text) {
    return HtmlTag.in(text).stream().map(tag -> tag.span().in(text)).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Passaic Power Co <P> said its plant opened.",
        "Sandhill Roe and Co <S>, Passaic Power (<P>) and Quill Oats <Q> rose.",
        "Shares of Passaic Power <P>\nrose on Monday.",
        "The <script> tag was put there by strangers, who were not found.",
        "How the <div> element came to be",
        "List<String> is not List<Object> and Map<Source, Link> is neither",
        "<Video Rental Shops Inc> and <Object Works Ltd> agreed",
        "I <3 trams, 3 < 4 and <!here> too",
        "Write to <desk@tram.example> or <https://tram.example/a>"
      })
  void whatStandsInAngleBracketsIsText(String text) {
    assertThat(tags(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <P>Trams run.<P>Ferries wait.                      | <P> <P>
          Trams run. <p> Ferries wait                        | <p>
          Trams run today<p>Ferries wait                     | <p>
          trams run <p> Ferries wait                         | <p>
          Trams run<BR>Ferries wait                          | <BR>
          <ul><li>Trams<li>Ferries</ul>                      | <ul> <li> <li> </ul>
          one <i>two</i> </B>                                | <i> </i> </B>
          Trams <p/> ferries                                 | <p/>
          <!-- no <b> here --> Trams                         | <!-- no <b> here -->
          <p>Trams <b>run <p>ferries wait <script> here      | <p> <b> <p>
          <p>One</p><P>two <B> three                         | <p> </p> <P>
          <?xml version="1.0"?><o:p>Trams</o:p>              | <?xml version="1.0"?> <o:p> </o:p>
          """)
  void tagsAreTold(String text, String expected) {
    assertThat(String.join(" ", tags(text))).isEqualTo(expected);
  }

  @Test
  void aTagEndsWhereNoValueHoldsItsEnd() {
    assertThat(tags("See <a title=\"5 > 4\" href='x'>this</a>."))
        .containsExactly("<a title=\"5 > 4\" href='x'>", "</a>");
    assertThat(tags("See <a\n  href='x'>this</a>")).hasSize(2);
    assertThat(tags("The text was cut in <a href=\"https://tram.exa"))
        .containsExactly("<a href=\"https://tram.exa");
  }

  @Test
  void blocksEndLinesAndPagesAreTold() {
    assertThat(HtmlTag.in("<p>a</p>")).allMatch(HtmlTag::endsLine);
    assertThat(HtmlTag.in("<b>a</b>")).noneMatch(HtmlTag::isOfPage);
    assertThat(HtmlTag.in("<!doctype html><script>a</script>"))
        .hasSize(3)
        .allMatch(HtmlTag::isOfPage)
        .noneMatch(HtmlTag::endsLine);
  }

  @Test
  void hugeTextsAreReadInLinearTime() {
    for (String text :
        List.of(
            "<a ".repeat(100_000),
            "<a b=\"".repeat(60_000),
            "<!--".repeat(100_000),
            "<p>".repeat(100_000))) {
      Assertions.assertTimeout(Duration.ofSeconds(5), () -> HtmlTag.in(text));
    }
  }
}
