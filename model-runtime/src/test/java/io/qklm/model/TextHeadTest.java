package io.qklm.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TextHeadTest {

  @Test
  void keepsAShortTextWhole() {
    assertThat(TextHead.of("short", 100)).isEqualTo(new TextHead("short", false));
  }

  @Test
  void cutsBetweenTwoWords() {
    assertThat(TextHead.of("one two three", 9)).isEqualTo(new TextHead("one two", true));
  }

  @Property
  void isAPrefixWithinTheLimitThatSplitsNoPair(
      @ForAll String text, @ForAll @IntRange(min = 1, max = 50) int limit) {
    String head = TextHead.of(text, limit).text();
    assertThat(text).startsWith(head);
    assertThat(head.codePointCount(0, head.length())).isLessThanOrEqualTo(limit);
    if (!head.isEmpty() && head.length() < text.length()) {
      boolean splits =
          Character.isHighSurrogate(head.charAt(head.length() - 1))
              && Character.isLowSurrogate(text.charAt(head.length()));
      assertThat(splits).isFalse();
    }
  }
}
