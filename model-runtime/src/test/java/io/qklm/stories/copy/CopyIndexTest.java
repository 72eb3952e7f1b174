package io.qklm.stories.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CopyIndexTest {

  private static final long HOUR = 3_600_000;

  private final CopyIndex index = new CopyIndex(CopyOptions.defaults());

  @Test
  void theSameWordsAreAnExactCopyHoweverTheyAreWritten() {
    List<String> text = sentences(1, 20);
    index.add("a", 0, Signature.of(String.join(" ", text)));
    String shouted = String.join("\n\n", text).toUpperCase(Locale.ROOT);
    assertThat(index.find(Signature.of(shouted))).contains(new Copy("a", CopyKind.EXACT, 1));
  }

  @Test
  void anotherAgencyLineAndAnotherOrderOfParagraphsAreANearCopy() {
    List<String> text = new ArrayList<>(sentences(2, 20));
    index.add("a", 0, Signature.of("NORVIK, Nov 30 (Wire) - " + String.join(" ", text)));
    Collections.swap(text, 3, 15);
    Copy copy =
        index
            .find(Signature.of("By our own correspondent in Norvik. " + String.join(" ", text)))
            .orElseThrow();
    assertThat(copy.original()).isEqualTo("a");
    assertThat(copy.kind()).isEqualTo(CopyKind.NEAR);
    assertThat(copy.similarity()).isBetween(0.75, 1.0);
  }

  @Test
  void aTextThatWasCutIsAPartialCopyAndSoIsOneThatWasAddedTo() {
    List<String> text = sentences(3, 20);
    index.add("long", 0, Signature.of(String.join(" ", text)));
    Copy cut = index.find(Signature.of(String.join(" ", text.subList(0, 10)))).orElseThrow();
    assertThat(cut.kind()).isEqualTo(CopyKind.PARTIAL);
    assertThat(cut.similarity()).isGreaterThan(0.8);
    String added = String.join(" ", text) + " " + String.join(" ", sentences(4, 18));
    assertThat(index.find(Signature.of(added))).map(Copy::kind).contains(CopyKind.PARTIAL);
  }

  @Test
  void textsOfTheirOwnAreNoCopies() {
    for (int i = 0; i < 200; i++) {
      Signature signature = Signature.of(String.join(" ", sentences(100 + i, 12)));
      assertThat(index.find(signature)).isEmpty();
      index.add("d" + i, 0, signature);
    }
  }

  @Test
  void shortTextsAreCopiesOnlyWhenTheyAreTheSame() {
    index.add("a", 0, Signature.of("Three hurt in fire"));
    assertThat(index.find(Signature.of("Three hurt in Norvik fire"))).isEmpty();
    assertThat(index.find(Signature.of("three hurt in fire!")))
        .contains(new Copy("a", CopyKind.EXACT, 1));
  }

  @Test
  void aTextWithoutWordsCopiesNothing() {
    index.add("a", 0, Signature.of(" \n"));
    assertThat(index.find(Signature.of("?!"))).isEmpty();
    assertThat(index.size()).isZero();
  }

  @Test
  void tenThousandCopiesCostOneEntry() {
    Signature signature = Signature.of(String.join(" ", sentences(5, 20)));
    index.add("first", 0, signature);
    for (int i = 0; i < 10_000; i++) {
      Copy copy = index.find(signature).orElseThrow();
      assertThat(copy.original()).isEqualTo("first");
      index.addCopy("copy" + i, copy.original());
    }
    assertThat(index.size()).isEqualTo(1);
  }

  @Test
  void theFirstCopyTakesThePlaceOfAnOriginalThatIsWithdrawn() {
    Signature signature = Signature.of(String.join(" ", sentences(6, 20)));
    index.add("first", 0, signature);
    index.addCopy("second", "first");
    index.remove("first");
    assertThat(index.find(signature)).map(Copy::original).contains("second");
    assertThat(index.entry("second")).isPresent();
    assertThat(index.changed()).contains("first", "second");
    index.remove("second");
    assertThat(index.find(signature)).isEmpty();
    assertThat(index.size()).isZero();
  }

  @Test
  void whatIsOlderThanTheWindowIsForgottenAndWhatIsTooMuch() {
    CopyIndex few = new CopyIndex(new CopyOptions(0.6, 0.7, Duration.ofHours(10), 2));
    for (int i = 0; i < 3; i++) {
      few.add("d" + i, i * HOUR, Signature.of(String.join(" ", sentences(20 + i, 8))));
    }
    assertThat(few.size()).isEqualTo(2);
    few.forgetBefore(11 * HOUR + HOUR / 2);
    assertThat(few.size()).isEqualTo(1);
    assertThat(few.entry("d2")).isPresent();
  }

  @Test
  void anIndexThatIsRestoredFindsTheSame() {
    CopyIndex other = new CopyIndex(CopyOptions.defaults());
    for (int i = 0; i < 20; i++) {
      index.add("d" + i, i, Signature.of(String.join(" ", sentences(40 + i, 10))));
    }
    index.addCopy("heir", "d3");
    for (int i = 0; i < 20; i++) {
      other.restore(index.entry("d" + i).orElseThrow());
    }
    index.remove("d3");
    other.remove("d3");
    for (int i = 0; i < 20; i++) {
      Signature cut = Signature.of(String.join(" ", sentences(40 + i, 10).subList(0, 8)));
      assertThat(other.find(cut)).isPresent().isEqualTo(index.find(cut));
    }
  }

  @Test
  void theEstimateIsNearTheTruth() {
    List<String> common = sentences(60, 40);
    String one = String.join(" ", common) + " " + String.join(" ", sentences(61, 40));
    String other = String.join(" ", common) + " " + String.join(" ", sentences(62, 40));
    assertThat(Signature.of(one).resemblance(Signature.of(other))).isCloseTo(1 / 3.0, within(0.13));
    assertThat(Signature.of(one).containment(Signature.of(other))).isCloseTo(0.5, within(0.13));
  }

  @Test
  void anOptionThatMakesNoSenseIsRefusedInWords() {
    assertThatThrownBy(() -> new CopyOptions(0, 0.7, Duration.ofDays(1), 10))
        .hasMessage("the option near of copies is 0.0; a share above 0, at most 1 is allowed");
  }

  /** Sentences of made-up words, the same for the same seed. */
  private static List<String> sentences(long seed, int number) {
    Random random = new Random(seed);
    return IntStream.range(0, number)
        .mapToObj(
            i ->
                IntStream.range(0, 12)
                    .mapToObj(w -> word(random))
                    .collect(Collectors.joining(" ", "", ".")))
        .toList();
  }

  private static String word(Random random) {
    String letters = "aeioubdfgklmnprstv";
    return random
        .ints(5, 0, letters.length())
        .mapToObj(i -> letters.substring(i, i + 1))
        .collect(Collectors.joining());
  }
}
