package io.qklm.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.text.Span;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SentenceSplitterTest {

  @Test
  void keepsAbbreviationsInsideTheirSentence() {
    assertThat(split("Mr. Smith met Dr. John F. Jones in the U.S. on Nov. 3. They talked.", "en"))
        .containsExactly("Mr. Smith met Dr. John F. Jones in the U.S. on Nov. 3.", "They talked.");
  }

  @Test
  void joinsLinesWrappedInsideASentence() {
    assertThat(split("Showers continued in\nthe zone. More rain\nis expected.", "en"))
        .containsExactly("Showers continued in\nthe zone.", "More rain\nis expected.");
  }

  @Test
  void endsASentenceAtABlankLineAndAtAnIndentedLine() {
    assertThat(split("A headline\n\nThe text begins", "en"))
        .containsExactly("A headline", "The text begins");
    assertThat(split("One paragraph\n    Another one", "en"))
        .containsExactly("One paragraph", "Another one");
  }

  @Test
  void findsSentencesInTextWithoutCapitals() {
    assertThat(
            split("the jail was stormed . the man , 35 , died . \" many came , \" he said .", "en"))
        .containsExactly(
            "the jail was stormed .", "the man , 35 , died .", "\" many came , \" he said .");
  }

  @Test
  void splitsChinese() {
    assertThat(split("北京是中国的首都。上海是一座城市。", "zh")).containsExactly("北京是中国的首都。", "上海是一座城市。");
  }

  @Test
  void takesAnyLanguageCode() {
    assertThat(split("One. Two.", "x-%%-nonsense")).containsExactly("One.", "Two.");
    assertThat(split("One. Two.", "")).containsExactly("One.", "Two.");
    assertThat(split("Hier ist z.B. Berlin. Dort ist Bonn.", "de-AT")).hasSize(2);
  }

  @Test
  void leavesOutWhatHasNoLetterOrDigit() {
    assertThat(split("... --- !!!", "en")).isEmpty();
  }

  private final SentenceSplitter splitter = new SentenceSplitter();

  @Property
  void spansAreInOrderAndNeverOverlap(@ForAll String text) {
    int end = 0;
    for (Span sentence : splitter.split(text, "en")) {
      assertThat(sentence.start()).isGreaterThanOrEqualTo(end);
      assertThat(sentence.length()).isPositive();
      end = sentence.end();
    }
    assertThat(end).isLessThanOrEqualTo(text.length());
  }

  private static List<String> split(String text, String language) {
    return new SentenceSplitter()
        .split(text, language).stream().map(span -> span.in(text)).toList();
  }
}
