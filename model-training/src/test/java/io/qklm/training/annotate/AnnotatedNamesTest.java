package io.qklm.training.annotate;

import static io.qklm.training.head.MentionLabel.B_LOC;
import static io.qklm.training.head.MentionLabel.B_PER;
import static io.qklm.training.head.MentionLabel.I_LOC;
import static io.qklm.training.head.MentionLabel.I_PER;
import static io.qklm.training.head.MentionLabel.O;
import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText.Name;
import io.qklm.training.data.MentionKind;
import io.qklm.training.head.MentionLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnnotatedNamesTest {

  private static List<Name> names(MentionLabel... labels) {
    List<Span> words = new ArrayList<>();
    for (int word = 0; word < labels.length; word++) {
      words.add(new Span(10 * word, 10 * word + 5));
    }
    return AnnotatedNames.of(words, Arrays.stream(labels).mapToInt(MentionLabel::index).toArray());
  }

  private static Name name(int start, int end, MentionKind kind) {
    return new Name(new Span(start, end), kind);
  }

  @Test
  void aNameReachesFromItsFirstWordToItsLast() {
    assertThat(names(B_PER, I_PER, O, B_LOC))
        .containsExactly(name(0, 15, MentionKind.PER), name(30, 35, MentionKind.LOC));
  }

  @Test
  void anInsideWithoutBeginningStartsAName() {
    assertThat(names(I_PER, I_LOC, I_LOC))
        .containsExactly(name(0, 5, MentionKind.PER), name(10, 25, MentionKind.LOC));
    assertThat(names(B_PER, B_PER)).hasSize(2);
    assertThat(names(O)).isEmpty();
  }

  @Test
  void onlyExactNamesCount() {
    SpanScore score =
        SpanScore.NONE
            .plus(SpanScore.of(Set.of(1, 2), Set.of(1, 3)))
            .plus(SpanScore.of(Set.of(1), Set.of(2)));
    assertThat(score).isEqualTo(new SpanScore(3, 3, 1));
    assertThat(score.f1()).isEqualTo(1 / 3.0);
    assertThat(SpanScore.NONE.f1()).isZero();
  }
}
