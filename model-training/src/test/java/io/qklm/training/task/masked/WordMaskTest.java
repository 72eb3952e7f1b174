package io.qklm.training.task.masked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qklm.model.window.Window;
import io.qklm.model.window.WordJoint;
import io.qklm.text.Span;
import io.qklm.training.base.BaseModels;
import io.qklm.training.task.masked.WordMask.Masked;
import io.qklm.training.window.AnnotatedMention;
import io.qklm.training.window.AnnotatedWindow;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordMaskTest {

  private static final int VOCABULARY = 30522;

  /** {@code words} words of two pieces each, a mention of one candidate over each of the first. */
  private static AnnotatedWindow window(int words, int mentions) {
    int[] ids = IntStream.range(0, 2 * words + 2).map(i -> 2000 + i).toArray();
    List<AnnotatedMention> all =
        IntStream.range(0, mentions)
            .mapToObj(
                i ->
                    AnnotatedMention.of(
                        new Span(i, i + 1),
                        1 + 2 * i,
                        3 + 2 * i,
                        new int[] {i},
                        new float[1][1],
                        new int[0]))
            .toList();
    return new AnnotatedWindow(
        new Window(
            0,
            ids,
            new byte[ids.length],
            IntStream.range(0, words).map(i -> 1 + 2 * i).toArray(),
            IntStream.range(0, words).mapToObj(i -> new Span(i, i + 1)).toList(),
            Collections.nCopies(words, WordJoint.FREE),
            List.of()),
        new int[0],
        all);
  }

  @Test
  void aShareOfTheTokensIsHiddenInWholeWordsInThreeWays() {
    AnnotatedWindow window = window(90, 0);
    SplittableRandom random = new SplittableRandom(1);
    int chosen = 0;
    int masked = 0;
    int kept = 0;
    for (int round = 0; round < 500; round++) {
      Masked hidden =
          new WordMask(0.15, BaseModels.DEFAULT.pieces()).apply(window, VOCABULARY, random);
      int[] ids = hidden.window().row().ids();
      chosen += hidden.columns().length;
      for (int i = 0; i < hidden.columns().length; i += 2) {
        int column = hidden.columns()[i];
        assertThat(column % 2).as("words begin in odd columns").isOne();
        assertThat(hidden.columns()[i + 1]).isEqualTo(column + 1);
        assertThat(hidden.targets()[i]).isEqualTo(2000 + column);
        assertThat(ids[column] == BaseModels.DEFAULT.pieces().mask())
            .isEqualTo(ids[column + 1] == BaseModels.DEFAULT.pieces().mask());
        masked += ids[column] == BaseModels.DEFAULT.pieces().mask() ? 2 : 0;
        kept += ids[column] == 2000 + column && ids[column + 1] == 2001 + column ? 2 : 0;
        assertThat(
                ids[column] == BaseModels.DEFAULT.pieces().mask()
                    || ids[column] >= BaseModels.DEFAULT.pieces().firstOrdinary())
            .isTrue();
      }
    }
    assertThat(chosen / (500.0 * 180)).isCloseTo(0.15, within(0.01));
    assertThat(masked / (double) chosen).isCloseTo(0.8, within(0.02));
    assertThat(kept / (double) chosen).isCloseTo(0.1, within(0.02));
  }

  @Test
  void theSameSeedHidesTheSameWords() {
    AnnotatedWindow window = window(40, 0);
    Masked one =
        new WordMask(0.15, BaseModels.DEFAULT.pieces())
            .apply(window, VOCABULARY, new SplittableRandom(7));
    Masked same =
        new WordMask(0.15, BaseModels.DEFAULT.pieces())
            .apply(window, VOCABULARY, new SplittableRandom(7));
    Masked other =
        new WordMask(0.15, BaseModels.DEFAULT.pieces())
            .apply(window, VOCABULARY, new SplittableRandom(8));
    assertThat(same.window().row().ids()).isEqualTo(one.window().row().ids());
    assertThat(same.columns()).isEqualTo(one.columns());
    assertThat(Arrays.equals(other.columns(), one.columns())).isFalse();
    assertThat(window.row().ids()[1]).as("the window itself stays").isEqualTo(2001);
  }

  @Test
  void mentionsOfHiddenWordsAreLeftOut() {
    AnnotatedWindow window = window(20, 20);
    Masked hidden =
        new WordMask(0.2, BaseModels.DEFAULT.pieces())
            .apply(window, VOCABULARY, new SplittableRandom(3));
    assertThat(hidden.columns()).hasSize(8);
    assertThat(hidden.window().mentions()).hasSize(16);
    assertThat(hidden.window().mentions())
        .noneMatch(mention -> Arrays.stream(hidden.columns()).anyMatch(c -> c == mention.start()));
  }

  @Test
  void oneWordIsAlwaysHidden() {
    Masked hidden =
        new WordMask(0.01, BaseModels.DEFAULT.pieces())
            .apply(window(2, 0), VOCABULARY, new SplittableRandom(1));
    assertThat(hidden.columns()).hasSize(2);
  }

  @Test
  void aShareThatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> new WordMask(0, BaseModels.DEFAULT.pieces()))
        .hasMessageContaining("the share of hidden words is 0.0; it must be above 0");
    assertThatThrownBy(() -> new WordMask(0.6, BaseModels.DEFAULT.pieces()))
        .hasMessageContaining("at most 0.5");
  }
}
