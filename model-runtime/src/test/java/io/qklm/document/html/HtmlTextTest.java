package io.qklm.document.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.Document;
import io.qklm.document.TextForm;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTextTest {

  @Test
  void givesEachBlockLinesOfItsOwn() {
    assertThat(
            HtmlText.of(
                """
                <h2>Tram extended</h2><p>The line reaches
                   the <b>old</b> mill.</p><ul><li>Five stops</li><li>Two <i>bridges</i></li></ul>
                Open daily<br>Closed in May<br><br>Tickets at the gate
                <table><caption>Fares</caption><tr><th>Zone</th><th>Price</th></tr>
                <tr><td>A</td><td>2.10</td></tr></table>
                <figure><img src="x.jpg" alt="a tram"><figcaption>The first tram.</figcaption></figure>
                """))
        .isEqualTo(
            """
            Tram extended

            The line reaches the old mill.

            Five stops

            Two bridges

            Open daily
            Closed in May

            Tickets at the gate

            Fares

            Zone\tPrice

            A\t2.10

            The first tram.\
            """);
  }

  @Test
  void leavesOutWhatIsNotShown() {
    assertThat(
            HtmlText.of(
                "<html><head><title>Site</title><style>p{}</style></head><body><nav>Home</nav>"
                    + "<script>var city='Oslo';</script><!-- Rome --><p>Trams r&shy;un.</p>"
                    + "<p hidden>Secret</p><p style='display: none'>Gone</p><noscript>No</noscript>"
                    + "<select><option>Pick</option></select></body></html>"))
        .isEqualTo("Trams run.");
  }

  @Test
  void keepsPreformattedLines() {
    assertThat(HtmlText.of("<pre>one\n  two</pre>after")).isEqualTo("one\n  two\n\nafter");
  }

  @Test
  void standsAnyDepth() {
    String deep = "<div>".repeat(20_000) + "Trams run." + "</div>".repeat(20_000);
    assertThat(HtmlText.of(deep)).isEqualTo("Trams run.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <p>Trams run.</p>                               | BLOCKS
          Trams run.<br/>Ferries wait.                    | BLOCKS
          Trams run. <BR> Ferries wait.                   | BLOCKS
          <div class="teaser">Trams                       | BLOCKS
          <!-- ad --> Trams run.                          | BLOCKS
          The <b>old</b> tram                             | INLINE
          See <a href="https://tram.example">the line</a> | INLINE
          Fish &amp; chips                                | INLINE
          It&#8217;s open                                 | INLINE
          It&#x2019;s open                                | INLINE
          Use <b> for bold type                           | NONE
          If a < b and c > d, stop                        | NONE
          a <b and c> d                                   | NONE
          AT&T and Q&A; R&D                               | NONE
          List<String> and Map<K, V>                      | NONE
          I <3 trams                                      | NONE
          Write to <desk@tram.example> today              | NONE
          """)
  void noticesMarkup(String text, Markup expected) {
    assertThat(Markup.in(text)).isEqualTo(expected);
  }

  @Test
  void keepsTheLinesOfATextWithMarkupInside() {
    assertThat(HtmlText.ofUncertain("First <i>line</i> &amp; more\n\nSecond  line, 3 < 4 <foo bar"))
        .isEqualTo("First line & more\n\nSecond  line, 3 < 4 <foo bar");
  }

  @Test
  void undoesWhatWasEscapedTooOften() {
    assertThat(HtmlText.ofUncertain("&lt;p&gt;Trams &lt;b&gt;run&lt;/b&gt;.&lt;/p&gt;"))
        .isEqualTo("Trams run.");
    assertThat(HtmlText.ofUncertain("Tram &amp;amp; ferry &amp;#8217;26"))
        .isEqualTo("Tram & ferry ’26");
  }

  @Test
  void readsADocumentBySaying() {
    PlainDocument html = read(Document.ofHtml("1", "3 &lt; 4<p>Trams run."));
    assertThat(html.document().text()).isEqualTo("3 < 4\n\nTrams run.");
    assertThat(html.document().form()).isEqualTo(TextForm.FROM_HTML);
    PlainDocument noticed = read(Document.of("1", "<p>Trams run.</p>"));
    assertThat(noticed.document().text()).isEqualTo("Trams run.");
    assertThat(noticed.document().form()).isEqualTo(TextForm.FROM_MARKUP);
    Document plain = Document.of("1", "Use <p></p>").withText("Use <p></p>", TextForm.PLAIN);
    assertThat(read(plain).document()).isSameAs(plain);
    Document words = Document.of("1", "Trams run.");
    assertThat(read(words).document()).isSameAs(words);
    assertThat(PlainDocument.of(Document.of("1", "<img src='x'>"), 100)).isEmpty();
  }

  @Test
  void keepsNoMoreTextThanIsRead() {
    PlainDocument read =
        PlainDocument.of(Document.ofHtml("1", "<p>" + "\uD83D\uDE8B".repeat(50)), 10).orElseThrow();
    assertThat(read.document().text()).isEqualTo("\uD83D\uDE8B".repeat(10));
    assertThat(read.cut()).isTrue();
    Document long_ = Document.ofHtml("1", "Trams" + " <b>run</b>".repeat(100_000));
    assertThat(PlainDocument.of(long_, 1_000).orElseThrow().cut()).isTrue();
  }

  private static PlainDocument read(Document document) {
    return PlainDocument.of(document, 1_000).orElseThrow();
  }

  @Test
  void readsATickerAndTalkAboutTagsAsText() {
    Document wire =
        Document.of("1", "Passaic Power <P> said\nits plant opened. Tags: <script>, <b>.");
    assertThat(read(wire).document()).isSameAs(wire);
    assertThat(HtmlText.ofUncertain("<i>Passaic Power</i> <P> said the <script> tag is no use."))
        .isEqualTo("Passaic Power <P> said the <script> tag is no use.");
  }

  @Property(tries = 200)
  void standsAnyString(@ForAll @StringLength(max = 60) String text) {
    assertThat(HtmlText.ofUncertain("<p>" + text + "&" + text)).doesNotContain("\u0000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<", "</", "<p", "&", "&#", "&#;", "&#xFFFFFFFF;", "<!", "<!--", "<a b="})
  void standsBrokenEnds(String end) {
    assertThat(HtmlText.ofUncertain("Trams <b>run</b> " + end)).startsWith("Trams run");
  }
}
