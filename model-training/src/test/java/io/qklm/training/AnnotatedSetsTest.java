package io.qklm.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.training.annotate.CountryWords;
import io.qklm.training.data.AnnotatedText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotatedSetsTest {

  private static final TrainingConfiguration.SetEntry SET =
      new TrainingConfiguration.SetEntry("btc", "three.txt", null, 0);

  private static final TrainingConfiguration.SetEntry WHOLE =
      new TrainingConfiguration.SetEntry("gum", "gum.conllu", null, 0);

  @TempDir private Path folder;

  private static TrainingConfiguration.TaskEntry task(
      int heldOut, TrainingConfiguration.SetEntry set) {
    return new TrainingConfiguration.TaskEntry(
        set.form(),
        TrainingConfiguration.Kind.ANNOTATE,
        1,
        1,
        0,
        0,
        0,
        0,
        0,
        0,
        false,
        heldOut,
        List.of(set));
  }

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

  @Test
  void linksAreCalibratedOnTextsThatAreLinkedThroughout() throws Exception {
    Files.writeString(folder.resolve("three.txt"), "One\tO\n\nRome\tB-LOC\n\nThree\tO\n");
    Files.writeString(folder.resolve("wiki_map.tab"), "Rome\tRome\tQ220\t2025\n");
    Files.writeString(folder.resolve("splits.md"), "## train\n  * GUM_bio_a\n  * GUM_bio_b\n");
    String sentence =
        "# text = Rome\n1\tRome\tRome\tPROPN\tNNP\t_\t0\troot\t_"
            + "\tEntity=(1-place-new-sssss-cf1-1-sgl-Rome)\n\n";
    Files.writeString(
        folder.resolve("gum.conllu"),
        "# newdoc id = GUM_bio_a\n" + sentence + "# newdoc id = GUM_bio_b\n" + sentence);
    AnnotatedSets sets = new AnnotatedSets(folder);
    assertThat(sets.calibrating(List.of(task(2, SET), task(1, WHOLE)), CountryWords.none()))
        .extracting(AnnotatedText::id)
        .containsExactly("GUM_bio_b");
    // Without such texts it is those whose names are known: what is no name means nothing.
    assertThat(sets.calibrating(List.of(task(2, SET), task(0, WHOLE)), CountryWords.none()))
        .hasSize(2)
        .allSatisfy(text -> assertThat(text.links()).isPresent());
  }
}
