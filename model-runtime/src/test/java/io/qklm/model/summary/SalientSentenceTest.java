package io.qklm.model.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.SegmentedText;
import io.qklm.document.layout.BlockKind;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SalientSentenceTest {

  private static SalientSentence sentence(int place, float logit, String words) {
    return new SalientSentence(
        new Span(10 * place, 10 * place + 9), logit, SentencePlace.words(words));
  }

  private static List<Integer> choose(List<SalientSentence> sentences, int limit) {
    List<SegmentedText.Sentence> all =
        sentences.stream()
            .map(one -> new SegmentedText.Sentence(one.span(), BlockKind.PROSE))
            .toList();
    SegmentedText text = new SegmentedText("", List.of(), all, List.of());
    SalienceRanking ranking = new SalienceRanking(text, sentences);
    List<Integer> chosen = new ArrayList<>();
    List<Integer> open = new ArrayList<>(IntStream.range(0, all.size()).boxed().toList());
    for (OptionalInt next = ranking.next(chosen, open);
        chosen.size() < limit && next.isPresent();
        next = ranking.next(chosen, open)) {
      chosen.add(next.getAsInt());
      open.remove((Integer) next.getAsInt());
    }
    return chosen;
  }

  @Test
  void theLikeliestComeFirst() {
    List<SalientSentence> sentences =
        List.of(
            sentence(0, 1, "a b"), sentence(1, 3, "c d"), sentence(2, 0, "e"), sentence(3, 2, "f"));
    assertThat(choose(sentences, 3)).containsExactly(1, 3, 0);
  }

  @Test
  void whatRepeatsThreeWordsIsPassedBy() {
    List<SalientSentence> sentences =
        List.of(
            sentence(0, 3, "The town has a mayor."),
            sentence(1, 2, "As told, the town has none."),
            sentence(2, 1, "It rains."));
    assertThat(choose(sentences, 2)).containsExactly(0, 2);
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
