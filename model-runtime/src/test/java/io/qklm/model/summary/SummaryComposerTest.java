package io.qklm.model.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.SegmentedText;
import io.qklm.document.SentenceSplitter;
import io.qklm.model.summary.SummaryComposer.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SummaryComposerTest {

  private static final int ANY = Integer.MAX_VALUE;

  /** The sentences in the order of {@code best}, the others after them as they stand. */
  private record Given(List<Integer> best) implements SentenceRanking {
    @Override
    public double score(int sentence) {
      return 0.5;
    }

    @Override
    public OptionalInt next(Collection<Integer> chosen, Collection<Integer> open) {
      List<Integer> order = new ArrayList<>(best);
      order.addAll(open);
      return order.stream().filter(open::contains).mapToInt(i -> i).findFirst();
    }
  }

  private static List<String> compose(String text, Limits limits, Integer... best) {
    SegmentedText segmented = new SentenceSplitter().segment(text, "en");
    List<Integer> candidates = SummaryCandidates.of(segmented);
    return new SummaryComposer(segmented, candidates, "en")
        .compose(new Given(List.of(best)), limits).stream()
            .map(taken -> taken.span().in(text))
            .toList();
  }

  @Test
  void whatASentencePointsToComesWithIt() {
    String text =
        "The harbour of Ayr opened. Ida Lund cut the ribbon. She had built it with her brother."
            + " Boats left at dawn.";
    assertThat(compose(text, new Limits(2, ANY), 2))
        .containsExactly("Ida Lund cut the ribbon.", "She had built it with her brother.");
  }

  @Test
  void aTableBetweenDoesNotPartASentenceFromWhatItPointsTo() {
    String text =
        "Northby beat Ayr in the harbour race on Monday.\n\nPos Team P W D\n1 Northby 14 10 2\n"
            + "2 Ayr 14 9 3\n3 Brack 14 7 4\n4 Merrow 14 6 1\n\n"
            + "The coach said that his side had been lucky with the wind.";
    assertThat(compose(text, new Limits(2, ANY), 0))
        .containsExactly(
            "Northby beat Ayr in the harbour race on Monday.",
            "The coach said that his side had been lucky with the wind.");
  }

  @Test
  void whatStandsFarBehindThatOfWhichItSpeaksIsLeft() {
    String text =
        "Northby beat Ayr in the harbour race on Monday. Then there was the long ... And there was"
            + " the other ... And there was the last ... She had been lucky with the wind.";
    assertThat(compose(text, new Limits(2, ANY), 0))
        .containsExactly("Northby beat Ayr in the harbour race on Monday.");
  }

  @Test
  void whereThereIsNoRoomForItAnotherSentenceIsTaken() {
    String text =
        "The harbour of Ayr opened. Ida Lund cut the ribbon. She had built it with her brother."
            + " Boats left at dawn.";
    assertThat(compose(text, new Limits(1, ANY), 2, 3)).containsExactly("Boats left at dawn.");
  }

  @Test
  void aSentenceThatWasPassedByComesOnceItStands() {
    String text =
        "Ida Lund cut the ribbon. She is 90. She had built the harbour. Boats left at dawn.";
    assertThat(compose(text, new Limits(2, ANY), 2, 0, 1))
        .containsExactly("Ida Lund cut the ribbon.", "She is 90.");
  }

  @Test
  void aQuotationIsTakenAsAWholeOrNotAtAll() {
    String text =
        "The harbour of Ayr opened. \"We are glad. The wall is dry and stands well,\" said Ida"
            + " Lund. Boats left at dawn.";
    assertThat(compose(text, new Limits(2, ANY), 2))
        .containsExactly("\"We are glad.", "The wall is dry and stands well,\" said Ida Lund.");
    assertThat(compose(text, new Limits(1, ANY), 2, 3)).containsExactly("Boats left at dawn.");
  }

  @Test
  void aQuotationWithoutItsEndIsPassedBy() {
    String text =
        "The harbour of Ayr opened.\n\n"
            + "“We are glad and the wall is dry, all of it.\n\n"
            + "“And it stands well,” said Ida Lund.\n\n"
            + "Boats left at dawn.";
    assertThat(compose(text, new Limits(1, ANY), 1, 3)).containsExactly("Boats left at dawn.");
  }

  @Test
  void apostrophesAreNoQuotations() {
    String text =
        "The players' union met in Ayr. It's the team's first win in the '90s. Boats left at dawn.";
    assertThat(compose(text, new Limits(1, ANY), 0))
        .containsExactly("The players' union met in Ayr.");
    String single =
        "Ida Lund spoke. 'The wall is dry. It stands,' said Ida Lund. Boats left at dawn.";
    assertThat(compose(single, new Limits(1, ANY), 1, 3)).containsExactly("Boats left at dawn.");
  }

  @Test
  void nearCopiesAreDropped() {
    String text =
        "The harbour of Ayr opened on Monday morning. On Monday morning the harbour of Ayr has"
            + " opened. Boats left at dawn.";
    assertThat(compose(text, new Limits(2, ANY), 0, 1))
        .containsExactly("The harbour of Ayr opened on Monday morning.", "Boats left at dawn.");
  }

  @Test
  void theLimitOfCharactersHoldsAndNothingIsCut() {
    String text = "The harbour of Ayr opened on Monday. Boats left at dawn. It rained.";
    assertThat(compose(text, new Limits(3, 40), 0))
        .containsExactly("The harbour of Ayr opened on Monday.");
    assertThat(compose(text, new Limits(3, 25), 0)).containsExactly("Boats left at dawn.");
    assertThat(compose(text, new Limits(3, 5), 0)).isEmpty();
  }

  @Test
  void whereNothingStandsAloneTheBestIsTaken() {
    String text = "“But they told us so, and more of it. And that was all.";
    assertThat(compose(text, new Limits(1, ANY), 1)).hasSize(1);
  }

  @Test
  void otherLanguagesAreNotReadAsEnglish() {
    String text = "Der Hafen hat geöffnet. But ist ein Ort. Boote fuhren aus.";
    SegmentedText segmented = new SentenceSplitter().segment(text, "de");
    assertThat(
            new SummaryComposer(segmented, List.of(0, 1, 2), "de")
                .compose(new Given(List.of(1)), new Limits(1, ANY)))
        .singleElement()
        .satisfies(taken -> assertThat(taken.span().in(text)).isEqualTo("But ist ein Ort."));
  }

  @Test
  void aBookIsReadToItsEndInTime() {
    String text = "He said so to her. ".repeat(5_000);
    SegmentedText segmented = new SentenceSplitter().segment(text, "en");
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < segmented.sentences().size(); i++) {
      all.add(i);
    }
    SummaryComposer composer = new SummaryComposer(segmented, all, "en");
    assertThat(composer.compose(new Given(List.of(4_000)), new Limits(3, ANY))).isNotEmpty();
  }
}
