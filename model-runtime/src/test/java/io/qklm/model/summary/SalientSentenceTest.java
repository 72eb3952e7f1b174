package io.qklm.model.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.text.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class SalientSentenceTest {

  private static SalientSentence sentence(int place, float logit, String words) {
    return new SalientSentence(
        new Span(10 * place, 10 * place + 9), logit, SentencePlace.words(words));
  }

  @Test
  void theLikeliestComeInTheOrderOfTheText() {
    List<SalientSentence> chosen =
        SalientSentence.choose(
            List.of(
                sentence(0, 1, "a b"),
                sentence(1, 3, "c d"),
                sentence(2, 0, "e"),
                sentence(3, 2, "f")),
            3);
    assertThat(chosen).extracting(one -> one.span().start()).containsExactly(0, 10, 30);
  }

  @Test
  void whatRepeatsThreeWordsIsPassedBy() {
    List<SalientSentence> chosen =
        SalientSentence.choose(
            List.of(
                sentence(0, 3, "The town has a mayor."),
                sentence(1, 2, "As told, the town has none."),
                sentence(2, 1, "It rains.")),
            2);
    assertThat(chosen).extracting(one -> one.span().start()).containsExactly(0, 20);
  }

  @Test
  void aProbabilityComesFromTheLogit() {
    assertThat(sentence(0, 0, "a").probability()).isEqualTo(0.5);
    assertThat(sentence(0, 5, "a").probability()).isBetween(0.99, 1.0);
  }

  @Test
  void onlyWholeSentencesWithinTheLimitAreRead() {
    List<Span> sentences = List.of(new Span(0, 90), new Span(91, 120), new Span(121, 180));
    assertThat(SalienceReader.kept(sentences, 130)).isEqualTo(2);
    assertThat(SalienceReader.kept(sentences, 10)).isEqualTo(1);
    assertThat(SalienceReader.kept(List.of(), 10)).isZero();
  }
}
