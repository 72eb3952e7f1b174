package io.qklm.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotatedSetsTest {

  private static final SetEntry SET = new SetEntry("btc", "three.txt", null, 0);

  @TempDir private Path folder;

  @Test
  void whatIsHeldOutIsNotLearned() throws Exception {
    Files.writeString(folder.resolve("three.txt"), "One\tO\n\nRome\tB-LOC\n\nThree\tO\n");
    AnnotatedSets sets = new AnnotatedSets(folder);
    assertThat(sets.learned(SET, 1)).extracting(AnnotatedText::text).containsExactly("One", "Rome");
    assertThat(sets.heldOut(SET, 1)).extracting(AnnotatedText::text).containsExactly("Three");
    assertThat(sets.learned(SET, 0)).hasSize(3);
    assertThat(sets.heldOut(SET, 0)).isEmpty();
    assertThat(sets.learned(SET, 9)).isEmpty();
    assertThat(sets.heldOut(SET, 9)).hasSize(3);
  }
}
