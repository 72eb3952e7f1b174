package io.qklm.deploy.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class StyledTextTest {

  private static final PrintStream NOWHERE = new PrintStream(new ByteArrayOutputStream());
  private static final Terminal PLAIN = Terminal.plain(NOWHERE, NOWHERE);
  private static final Terminal COLOUR = new Terminal(NOWHERE, NOWHERE, true, true, true, 80);

  @Test
  void breaksBetweenWords() {
    List<String> lines = new StyledText().add("one two three four").lines(PLAIN, 10, "  ");
    assertThat(lines).containsExactly("  one two", "  three", "  four");
  }

  @Test
  void keepsANameWithItsComma() {
    List<String> lines =
        new StyledText().add("from ").add("Berlin", Ink.GREEN).add(", where").lines(PLAIN, 11, "");
    assertThat(lines).containsExactly("from", "Berlin,", "where");
  }

  @Test
  void inksWhatAPersonSees() {
    assertThat(new StyledText().add("a").add("b c", Ink.GREEN, Ink.BOLD).lines(COLOUR, 20, ""))
        .containsExactly("a\u001b[32m\u001b[1mb c\u001b[0m");
  }

  @Test
  void chineseBreaksAnywhereAndIsTwiceAsWide() {
    assertThat(new StyledText().add("北京是中国的首都").lines(PLAIN, 8, ""))
        .containsExactly("北京是中", "国的首都");
    assertThat(StyledText.columns("北京a")).isEqualTo(5);
  }

  @Property
  void losesNoWordAndKeepsTheWidth(
      @ForAll List<@AlphaChars @StringLength(min = 1, max = 12) String> words,
      @ForAll @IntRange(min = 12, max = 60) int width) {
    List<String> lines = new StyledText().add(String.join(" ", words)).lines(PLAIN, width, "");
    assertThat(String.join(" ", lines)).isEqualTo(String.join(" ", words));
    assertThat(lines).allMatch(line -> line.length() <= width);
  }
}
