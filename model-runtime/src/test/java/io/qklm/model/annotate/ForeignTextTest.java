package io.qklm.model.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.SegmentedText;
import io.qklm.document.SentenceSplitter;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.store.format.StoredEntity;
import java.time.Duration;
import java.util.BitSet;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ForeignTextTest {

  private static boolean isName(String surface, EntityKind kind, double rank) {
    return ForeignText.isName(
        surface, new StoredEntity(1, new EntityId("Q1"), kind, (float) rank), 0.4f);
  }

  @Test
  void aShortFormWithoutCapitalsNamesWhatIsWellKnown() {
    assertThat(isName("柏林", EntityKind.LOC, 0.8)).isTrue();
    assertThat(isName("希望", EntityKind.LOC, 0.07)).isFalse();
    assertThat(isName("问题", EntityKind.LOC, 0)).isFalse();
    assertThat(isName("希望山", EntityKind.LOC, 0.07)).isTrue();
    assertThat(isName("Ош", EntityKind.LOC, 0.07)).isTrue();
    assertThat(isName("足球", EntityKind.OTHER, 0.9)).isFalse();
  }

  @Test
  void namesBeginAndEndAtWords() {
    String text = "他希望去柏林。";
    BitSet ends = ForeignText.wordEnds(text);
    int berlin = text.indexOf("柏林");
    assertThat(ends.get(berlin)).isTrue();
    assertThat(ends.get(berlin + 1)).isFalse();
    assertThat(ends.get(berlin + 2)).isTrue();
  }

  @Test
  void aHundredThousandCharactersAreReadInSeconds() {
    String text = "柏林的新船星期一离开港口，市长希望更多人来。".repeat(4_600);
    assertThat(text.length()).isGreaterThan(100_000);
    Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          SegmentedText segmented = new SentenceSplitter().segment(text, "zh");
          assertThat(ForeignText.encode(segmented, 384).sentences()).hasSize(4_600);
          assertThat(ForeignText.wordEnds(text).cardinality()).isGreaterThan(30_000);
        });
  }
}
