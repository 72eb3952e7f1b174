package io.qklm.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.text.Span;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What the form of a text may not change. */
class TextFormPropertyTest {

  private static final SentenceSplitter SPLITTER = new SentenceSplitter();

  private static final String[] WORDS = {
    "harbour",
    "opened",
    "again",
    "after",
    "the",
    "storm",
    "café",
    "für",
    "children",
    "wall",
    "seen",
    "by",
    "many",
    "people",
    "who",
    "live",
    "near",
    "crème"
  };

  @Provide
  Arbitrary<List<String>> paragraphs() {
    Arbitrary<String> sentence =
        Arbitraries.of(WORDS)
            .list()
            .ofMinSize(4)
            .ofMaxSize(14)
            .map(words -> "The " + String.join(" ", words) + ".");
    Arbitrary<String> paragraph =
        sentence.list().ofMinSize(1).ofMaxSize(4).map(list -> String.join(" ", list));
    return paragraph.list().ofMinSize(1).ofMaxSize(4);
  }

  private static List<String> sentences(String text) {
    return SPLITTER.split(text, "en").stream()
        .map(span -> span.in(text).replaceAll("[\\s\\u0085\\u2028]+", " "))
        .toList();
  }

  private static String wrapped(String paragraph, int width, String lineEnd) {
    StringBuilder out = new StringBuilder();
    int column = 0;
    for (String word : paragraph.split(" ", -1)) {
      if (column > 0 && column + 1 + word.length() > width) {
        out.append(lineEnd);
        column = 0;
      } else if (column > 0) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
    }
    return out.toString();
  }

  @Property(tries = 60)
  void sentencesAreTheSameWhateverTheLineEndsAndTheWidth(
      @ForAll("paragraphs") List<String> paragraphs,
      @ForAll @IntRange(min = 40, max = 100) int width) {
    List<String> expected = sentences(String.join("\n\n", paragraphs));
    for (String lineEnd : List.of("\n", "\r\n", "\r", "\u2028", "\u0085", "\u000B")) {
      String text =
          paragraphs.stream()
              .map(paragraph -> wrapped(paragraph, width, lineEnd))
              .collect(Collectors.joining(lineEnd + lineEnd));
      assertThat(sentences(text)).isEqualTo(expected);
    }
  }

  @Property(tries = 60)
  void sentencesAreTheSameWhateverTheNormalisation(@ForAll("paragraphs") List<String> paragraphs) {
    String composed = Normalizer.normalize(String.join("\n\n", paragraphs), Normalizer.Form.NFC);
    String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
    List<String> ofDecomposed = new ArrayList<>();
    for (Span span : SPLITTER.split(decomposed, "en")) {
      ofDecomposed.add(Normalizer.normalize(span.in(decomposed), Normalizer.Form.NFC));
    }
    assertThat(ofDecomposed)
        .isEqualTo(SPLITTER.split(composed, "en").stream().map(s -> s.in(composed)).toList());
  }

  @Property(tries = 150)
  void aFurtherParagraphLeavesEarlierSentencesAsTheyWere(
      @ForAll("texts") String text, @ForAll("texts") String further) {
    List<Span> before = SPLITTER.split(text, "en");
    List<Span> after = SPLITTER.split(text + "\n\n" + further, "en");
    assertThat(after.size()).isGreaterThanOrEqualTo(before.size());
    assertThat(after.subList(0, before.size())).isEqualTo(before);
  }

  /** Texts full of what rules look at. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "Mr. ",
            "U.S. ",
            "The ",
            "word ",
            "end. ",
            "End! ",
            "\n",
            "\n\n",
            "\r\n",
            "\t",
            "1. ",
            "2. ",
            "- ",
            "• ",
            "LUND: ",
            "By Ida ",
            "<p>",
            "&amp;",
            "@x ",
            "#Y ",
            "http://a.b/?c ",
            "(AP) — ",
            "BERLIN ",
            "3 ",
            "4 ",
            "\"",
            "” ",
            "... ",
            "[1] ",
            "北京。",
            "\u2028",
            "a/b.txt ",
            "{",
            "};",
            "`",
            "pictured ",
            "Read more ")
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 150)
  void blocksAndSentencesStandInOrderAndSentencesInBlocks(@ForAll("texts") String text) {
    SegmentedText segmented = SPLITTER.segment(text, "en");
    int end = 0;
    for (var block : segmented.blocks()) {
      assertThat(block.span().start()).isGreaterThanOrEqualTo(end);
      end = block.span().end();
    }
    end = 0;
    for (SegmentedText.Sentence sentence : segmented.sentences()) {
      assertThat(sentence.span().start()).isGreaterThanOrEqualTo(end);
      end = sentence.span().end();
      assertThat(segmented.blockAt(sentence.span().start()))
          .hasValueSatisfying(
              block -> {
                assertThat(block.span().contains(sentence.span())).isTrue();
                assertThat(block.kind()).isEqualTo(sentence.kind());
              });
    }
  }
}
