package io.qklm.model.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class WordJointTest {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+|[^\\p{L}\\p{N}\\s]");

  /** The text with the words that hold on to the one before marked: '_' whole, '~' hyphen. */
  private static String marked(String text) {
    List<Span> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(new Span(matcher.start(), matcher.end()));
    }
    StringBuilder marked = new StringBuilder();
    List<WordJoint> joints = WordJoint.of(text, words);
    for (int word = 0; word < words.size(); word++) {
      marked.append(
          switch (joints.get(word)) {
            case FREE -> " ";
            case WHOLE -> "_";
            case HYPHEN -> "~";
            case APART -> "¦";
          });
      marked.append(words.get(word).in(text));
    }
    return marked.toString().strip();
  }

  @Test
  void abbreviationsAndInitialsAreWhole() {
    assertThat(marked("the U.S. said")).isEqualTo("the U_._S_. said");
    assertThat(marked("J. K. Rowling")).isEqualTo("J_. K_. Rowling");
    assertThat(marked("S.Waugh")).isEqualTo("S_._Waugh");
  }

  @Test
  void apostrophesAndAmpersandsInsideNamesAreWhole() {
    assertThat(marked("T.O'Gorman of AT&T")).isEqualTo("T_._O_'_Gorman of AT_&_T");
    assertThat(marked("France's win")).isEqualTo("France ' s win");
  }

  @Test
  void hyphensMayJoinOrPart() {
    assertThat(marked("Mercedes-Benz, Paris-based")).isEqualTo("Mercedes -~Benz , Paris -~based");
    assertThat(marked("Paris - Dakar")).isEqualTo("Paris - Dakar");
  }

  @Test
  void theEndOfASentenceIsFree() {
    assertThat(marked("It rained. Paris slept.")).isEqualTo("It rained . Paris slept .");
  }
}
