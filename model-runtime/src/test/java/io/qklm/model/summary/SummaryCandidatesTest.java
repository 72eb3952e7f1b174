package io.qklm.model.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.SegmentedText;
import io.qklm.document.SentenceSplitter;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryCandidatesTest {

  private static List<String> of(String text) {
    SegmentedText segmented = new SentenceSplitter().segment(text, "en");
    return SummaryCandidates.of(segmented).stream()
        .map(number -> segmented.sentences().get(number).span().in(text))
        .toList();
  }

  @Test
  void takesProseAlone() {
    assertThat(
            of(
                "Harbour opens\n\nBy Ida Lund\n\nAYR, May 3 (Reuters) — The harbour opened.\n\n"
                    + "Read more: Ten walks\n\nIda Lund (left) at the wall\n\n• Open from six\n\n"
                    + "1 Ayr 14 10 32\n\nBoats left at dawn."))
        .containsExactly("The harbour opened.", "Boats left at dawn.");
  }

  @Test
  void passesByJunkThatRanIntoProse() {
    assertThat(
            of(
                "By . Ida Lund . PUBLISHED: . 14:11 EST, 25 May 2013 . | . UPDATED: . 15:36 EST, 25 May"
                    + " 2013 . The harbour has opened. Scroll down for video . The wall (pictured) stands."
                    + " Boats left at dawn. Follow us on Twitter."))
        .containsExactly("The harbour has opened.", "Boats left at dawn.");
  }

  @Test
  void saysNothingTwiceAndNothingCut() {
    assertThat(of("It opened today.\n\nIt opened today!\n\nBoats left. The mayor said that..."))
        .containsExactly("It opened today.", "Boats left.");
  }

  @Test
  void takesWhatThereIs() {
    assertThat(of("Apple reports record profits")).containsExactly("Apple reports record profits");
    assertThat(of("the mayor said that")).containsExactly("the mayor said that");
    assertThat(of("1 Ayr 14 10 32\n2 Bute 14 9 30")).isEmpty();
    assertThat(of("42")).isEmpty();
  }
}
