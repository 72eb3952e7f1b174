package io.qklm.kg.source.wikipedia.markup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Whatever stands on a page is read, and what is well formed is read as it was meant. */
class WikitextPropertiesTest {

  private static final Namespaces WIKI = new Namespaces(Map.of(6, "Datei", 14, "Kategorie"), false);

  private static final List<String> PIECES =
      List.of(
          "[[",
          "]]",
          "{{",
          "}}",
          "{|",
          "|}",
          "|",
          "=",
          "\n",
          "\n\n",
          "'''",
          "''",
          "<ref>",
          "</ref>",
          "<!--",
          "-->",
          "<nowiki>",
          "</nowiki>",
          "[http://a.b ",
          "]",
          "[",
          "{",
          "}",
          "&amp;",
          "&#55357;",
          "&#x10FFFF;",
          "&#9999999999;",
          "File:",
          "Datei:",
          "Category:",
          "de:",
          ":",
          "#",
          "*",
          " ",
          "a",
          "Word",
          "é",
          "中文",
          "\ud83d\ude00",
          "\ud83d",
          "\ue05b",
          "_",
          "__TOC__",
          "%C3",
          "<br>",
          "<gallery>",
          "lang|en|",
          "Infobox",
          "|thumb|",
          "\u0000",
          "\ufffe",
          "\r\n",
          "==",
          "----");

  @Provide
  Arbitrary<String> soup() {
    return Arbitraries.of(PIECES).list().ofMaxSize(60).map(pieces -> String.join("", pieces));
  }

  @Property(tries = 3_000)
  void readsAnything(@ForAll("soup") String text) {
    check(text);
  }

  /** All that holds of every reading. */
  private static void check(String text) {
    Wikitext read = Wikitext.of(text, WIKI);
    assertThat(Wikitext.of(text, WIKI)).isEqualTo(read);
    for (TextBlock block : read.blocks()) {
      assertThat(block.text()).isNotBlank().doesNotContain("\n");
      assertThat(block.text().length()).isLessThanOrEqualTo(2 * text.length() + 8);
      int last = 0;
      for (PageLink link : block.links()) {
        assertThat(link.start()).isGreaterThanOrEqualTo(last);
        assertThat(link.end()).isGreaterThan(link.start());
        assertThat(link.end()).isLessThanOrEqualTo(block.text().length());
        assertThat(link.title()).isNotBlank();
        last = link.end();
      }
    }
    read.templates().forEach(template -> assertThat(template.name()).isNotBlank());
    read.firstParagraph().ifPresent(first -> assertThat(read.blocks()).contains(first));
  }

  /** A well-formed page with what it holds. */
  private record Made(String text, List<String> links, List<String> templates) {}

  @Provide
  Arbitrary<Made> made() {
    Arbitrary<String> word =
        Arbitraries.strings()
            .withChars("abcdéfgß中")
            .ofMinLength(1)
            .ofMaxLength(8)
            .map(w -> "N" + w + "n");
    Arbitrary<Made> link =
        word.flatMap(
            title ->
                word.map(
                    words ->
                        new Made(
                            "[[" + title + "|" + words + "]] ",
                            List.of(title + "=" + words),
                            List.of())));
    Arbitrary<Made> plain =
        word.map(title -> new Made("[[" + title + "]]. ", List.of(title + "=" + title), List.of()));
    Arbitrary<Made> template =
        word.map(
            name -> new Made("{{" + name + "|a=[[hidden]]|{{inner}}}} ", List.of(), List.of(name)));
    Arbitrary<Made> hidden =
        Arbitraries.of(
                "<ref>[[hidden]]</ref> ",
                "<!-- [[hidden]] {{hidden}} -->",
                "\n{|\n! a\n| [[hidden]] {{hidden}}\n|}\n",
                "<nowiki>[[hidden]]</nowiki> ",
                "[[Kategorie:hidden]]",
                "'''bold''' ''italic'' ",
                "<small>word</small> ",
                "[http://a.b word] ")
            .map(text -> new Made(text, List.of(), List.of()));
    return Arbitraries.oneOf(link, plain, template, hidden)
        .list()
        .ofMaxSize(25)
        .map(
            parts -> {
              StringBuilder text = new StringBuilder();
              List<String> links = new ArrayList<>();
              List<String> templates = new ArrayList<>();
              for (Made part : parts) {
                text.append(part.text);
                links.addAll(part.links);
                templates.addAll(part.templates);
              }
              return new Made(text.toString(), links, templates);
            });
  }

  @Property(tries = 1_000)
  void readsWhatWasWritten(@ForAll("made") Made page) {
    Wikitext read = Wikitext.of(page.text, WIKI);
    List<String> links =
        read.blocks().stream()
            .flatMap(block -> block.links().stream().map(l -> l.title() + "=" + block.surface(l)))
            .toList();
    assertThat(links).isEqualTo(page.links);
    assertThat(read.templates()).extracting(Template::name).isEqualTo(page.templates);
  }

  /** The hour of fuzzing: {@code -Dqklm.fuzz.seconds=3600}. Prints its seed. */
  @Test
  void fuzzForAsLongAsToldTo() {
    long seconds = Long.getLong("qklm.fuzz.seconds", 0);
    Assumptions.assumeTrue(seconds > 0, "not fuzzing: -Dqklm.fuzz.seconds says for how long");
    long seed = Long.getLong("qklm.fuzz.seed", System.nanoTime());
    System.out.println("fuzzing wikitext for " + seconds + " s, -Dqklm.fuzz.seed=" + seed);
    long end = System.nanoTime() + seconds * 1_000_000_000;
    Random random = new Random(seed);
    long pages = 0;
    while (System.nanoTime() < end) {
      StringBuilder text = new StringBuilder();
      int pieces = random.nextInt(random.nextInt(10) == 0 ? 3_000 : 80);
      for (int i = 0; i < pieces; i++) {
        text.append(
            random.nextInt(8) == 0
                ? String.valueOf((char) random.nextInt(0x10000))
                : PIECES.get(random.nextInt(PIECES.size())));
      }
      String page = text.toString();
      try {
        check(page);
      } catch (Throwable e) {
        throw new AssertionError("page " + pages + " of seed " + seed + ": " + page, e);
      }
      pages++;
    }
    System.out.println("read " + pages + " pages");
  }
}
