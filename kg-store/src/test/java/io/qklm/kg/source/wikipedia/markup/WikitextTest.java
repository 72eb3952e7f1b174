package io.qklm.kg.source.wikipedia.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WikitextTest {

  private static final Namespaces ENGLISH = new Namespaces(Map.of(), false);

  private static Wikitext read(String text) {
    return Wikitext.of(text, ENGLISH);
  }

  /** Each link as title and words. */
  private static List<String> links(String text) {
    return read(text).blocks().stream()
        .flatMap(block -> block.links().stream().map(l -> l.title() + "=" + block.surface(l)))
        .toList();
  }

  private static String shown(String text) {
    return read(text).text().strip();
  }

  @Test
  void readsLinksAsAReaderSeesThem() {
    assertThat(links("In [[Rome]], [[rome]], [[Rome|the city]], [[Rome (city)|]], [[Foo_bar]]s."))
        .containsExactly(
            "Rome=Rome", "Rome=rome", "Rome=the city", "Rome (city)=Rome", "Foo bar=Foo bars");
    assertThat(links("[[Rome#History|its history]] [[#Below|below]] [[Caf%C3%A9]] [[AT&amp;T]]"))
        .containsExactly("Rome=its history", "Café=Caf%C3%A9", "AT&T=AT&T");
    assertThat(read("[[Rome#History|its history]]").links().get(0).section()).isTrue();
    assertThat(links("[[A|b '''c''' ''d'']] [[A|{{nowrap|x y}}]] [[A | b ]]"))
        .containsExactly("A=b c d", "A=x y", "A=b");
    assertThat(links("[[Go|f\nor it]] [[ Rome ]] [[rome\u200e]]"))
        .containsExactly("Go=f or it", "Rome=Rome", "Rome=rome");
  }

  @Test
  void passesOverWhatIsNoArticle() {
    assertThat(links("[[Category:Cities]] [[:Category:Cities]] [[de:Rom]] [[:de:Rom]]")).isEmpty();
    assertThat(read("[[Category:Cities|Rome]][[category:old towns]]").categories())
        .containsExactly("Cities", "Old towns");
    assertThat(shown("a [[wikt:foo|foo]] b [[Help:X|help]] c[[de:Rom]]"))
        .isEqualTo("a foo b help c");
    assertThat(links("[[Star Trek: Nemesis]] [[2001: A Space Odyssey (film)|2001]]"))
        .containsExactly(
            "Star Trek: Nemesis=Star Trek: Nemesis", "2001: A Space Odyssey (film)=2001");
    assertThat(links("[[]] [[ ]] [[|a]] [[a{{b}}|c]] [[a\nb]] [[<b>x</b>]]"))
        .containsExactly("X=x");
  }

  @Test
  void knowsTheWordsOfItsWiki() {
    Namespaces german = new Namespaces(Map.of(6, "Datei", 14, "Kategorie"), false);
    Wikitext page =
        Wikitext.of("[[Datei:a.jpg|mini|ein [[Haus]]]] '''Haus''' [[Kategorie:Bau]]", german);
    assertThat(page.categories()).containsExactly("Bau");
    assertThat(page.text()).isEqualTo("Haus\n");
    assertThat(page.links()).extracting(PageLink::title).containsExactly("Haus");
    assertThat(german.namesOf(14)).containsExactly("category", "kategorie");
    assertThat(new Namespaces(Map.of(), true).title("gnu")).isEqualTo("gnu");
  }

  @Test
  void readsCaptionsAfterThePage() {
    Wikitext page =
        read(
            "[[File:a.jpg|thumb|upright=1.2|200px|The [[Forum]] [http://x.org here]]]The '''city'''.");
    assertThat(page.text()).isEqualTo("The city.\n");
    assertThat(page.blocks())
        .extracting(TextBlock::kind)
        .containsExactly(TextBlock.Kind.PARAGRAPH, TextBlock.Kind.CAPTION);
    assertThat(page.blocks().get(1).text()).isEqualTo("The Forum here");
    assertThat(links("[[Image:a.jpg|thumb|left]] [[File:b.png|a [[File:c.png|in [[B]]]] [[A]]]]"))
        .containsExactly("A=A", "B=B");
  }

  @Test
  void leavesTemplatesTablesReferencesAndCommentsOut() {
    assertThat(links("{{Infobox|place=[[Rome]]}}\n{|\n| [[A]]\n|}\n{{a|{{b|[[C]]}}}}x[[D]]"))
        .containsExactly("D=D");
    assertThat(links("a<ref>[[A]]</ref> b<ref name=x/> [[B]] <!-- [[C]] --> <REF>[[E]]</REF>[[F]]"))
        .containsExactly("B=B", "F=F");
    assertThat(shown("<nowiki>[[A]] '''b'''</nowiki> c<br/>d &nbsp;e &lt;f&gt; 2 < 3"))
        .isEqualTo("[[A]] '''b''' c d  e <f> 2 < 3");
    assertThat(links("<nowiki>[[A]]</nowiki> <gallery>\nFile:x.jpg|[[B]]\n</gallery> [[C]]"))
        .containsExactly("C=C");
    assertThat(shown("{| class=x\n|-\n| a || b\n{|\n| inner\n|}\n|}\nafter")).isEqualTo("after");
    assertThat(shown("{{a|\n|}}after")).isEqualTo("after");
    assertThat(shown("E<sub>2</sub> <math>x < y</math> <div class=\"a\">b</div>"))
        .isEqualTo("E2   b");
    assertThat(shown("__NOTOC__ a __x__ {{lang|fr|mot}} {{lang-de|Wort}} {{small|s}}{{'s}}"))
        .isEqualTo("a __x__ mot Wort s's");
  }

  @Test
  void readsTemplatesWithTheirParameters() {
    Wikitext page =
        read("{{Infobox city\n| Name = [[A|B]] = C\n|population_total=5\n|x|y={{z|1}}\n}}{{stub}}");
    assertThat(page.templates())
        .containsExactly(
            new Template(
                "Infobox city",
                Map.of("name", "[[A|B]] = C", "population_total", "5", "1", "x", "y", "{{z|1}}")),
            new Template("stub", Map.of()));
    assertThat(read("{{Template:Foo_bar|a}}").templates().get(0).name()).isEqualTo("Foo bar");
    assertThat(page.templates().get(0).value("nothing", "x", "1")).hasValue("x");
  }

  @Test
  void findsTheFirstParagraphAndItsNames() {
    Wikitext page =
        read(
            "{{Infobox}}\n:''For the film see [[Rome (film)]].''\n\n"
                + "'''Rome''' or '''''Roma''''' is [[city|a city]] of some size.\n== History ==\nOld.");
    TextBlock first = page.firstParagraph().orElseThrow();
    assertThat(first.text()).isEqualTo("Rome or Roma is a city of some size.");
    assertThat(first.bold()).containsExactly("Rome", "Roma");
    assertThat(page.lead()).hasSize(2);
    assertThat(page.blocks().get(2))
        .extracting(TextBlock::kind, TextBlock::text)
        .containsExactly(TextBlock.Kind.HEADING, "History");
    assertThat(read("== Only ==\nheads").firstParagraph()).isEmpty();
  }

  @Test
  void goesOnBehindWhatIsNotClosed() {
    assertThat(links("{{open [[A]]\n[[B]] }")).containsExactly("A=A", "B=B");
    assertThat(links("[[open\n\n[[A]] text [[B]]")).containsExactly("A=A", "B=B");
    assertThat(links("{|\n| never closed\n[[A]]")).containsExactly("A=A");
    assertThat(links("<ref>never closed [[A]]")).containsExactly("A=A");
    assertThat(links("]] }} |} [[A]] }}")).containsExactly("A=A");
    assertThat(links("a <!-- never closed [[A]]")).isEmpty();
    assertThat(links("[[[A]]] [[[[B]]]] {{{c}}} {{{{d}}}} [x [[E]]]"))
        .containsExactly("A=A", "B=B", "E=E");
    assertThat(links("{{a|[[b}}|c]] [[D]]")).containsExactly("D=D");
  }

  @Test
  void readsADeepPageAndALongOne() {
    assertThat(read("{{".repeat(100_000) + "a" + "}}".repeat(100_000)).text()).isEmpty();
    assertThat(read("[[a|".repeat(50_000) + "b" + "]]".repeat(50_000)).text()).isEmpty();
    assertThat(links("[[File:a|".repeat(3_000) + "[[B]]" + "]]".repeat(3_000))).isEmpty();
    long start = System.nanoTime();
    for (String piece :
        List.of(
            "[[",
            "{{",
            "{|\n",
            "<ref>",
            "<!--",
            "'''",
            "[http://a ",
            "[[a|b ",
            "|}\n",
            "<nowiki>",
            "{{a|b=",
            "&",
            "[[File:a|",
            "__",
            "</",
            "<a ")) {
      assertThat(read(piece.repeat(300_000 / piece.length())).links()).isEmpty();
    }
    // Sixteen times 300 KB; where time grows with the square of the length it takes hours.
    assertThat((System.nanoTime() - start) / 1_000_000_000).isLessThan(120);
  }
}
