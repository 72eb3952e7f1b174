package io.qklm.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CodePointIndexTest {

  @Test
  void countsAnEmojiOnce() {
    String text = "a\uD83C\uDF89b";
    CodePointIndex index = CodePointIndex.of(text);
    assertThat(index.toCodePoints(new Span(3, 4))).isEqualTo(new Span(2, 3));
    assertThat(index.toUtf16(new Span(1, 2))).isEqualTo(new Span(1, 3));
  }

  @Property
  void agreesWithTheStringsOwnCount(@ForAll String text) {
    CodePointIndex index = CodePointIndex.of(text);
    for (int cp = 0; cp <= text.codePointCount(0, text.length()); cp++) {
      int utf16 = text.offsetByCodePoints(0, cp);
      assertThat(index.codePoint(utf16)).isEqualTo(cp);
      assertThat(index.utf16(cp)).isEqualTo(utf16);
    }
  }
}
