package io.qklm.model.annotate;

import static io.qklm.model.annotate.MentionLabel.B_LOC;
import static io.qklm.model.annotate.MentionLabel.B_PER;
import static io.qklm.model.annotate.MentionLabel.I_LOC;
import static io.qklm.model.annotate.MentionLabel.I_PER;
import static io.qklm.model.annotate.MentionLabel.O;
import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityKind;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameReaderTest {

  private static List<Name> names(MentionLabel... labels) {
    List<Span> words = new ArrayList<>();
    for (int word = 0; word < labels.length; word++) {
      words.add(new Span(10 * word, 10 * word + 5));
    }
    return NameReader.names(words, Arrays.asList(labels));
  }

  private static Name name(int start, int end, EntityKind kind) {
    return new Name(new Span(start, end), kind);
  }

  @Test
  void aNameReachesFromItsFirstWordToItsLast() {
    assertThat(names(B_PER, I_PER, O, B_LOC))
        .containsExactly(name(0, 15, EntityKind.PER), name(30, 35, EntityKind.LOC));
  }

  @Test
  void anInsideWithoutBeginningStartsAName() {
    assertThat(names(I_PER, I_LOC, I_LOC))
        .containsExactly(name(0, 5, EntityKind.PER), name(10, 25, EntityKind.LOC));
    assertThat(names(B_PER, B_PER)).hasSize(2);
    assertThat(names(O)).isEmpty();
  }
}
