package io.qklm.training.task.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.data.AnnotatedSets;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.rewriting.RewritingSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldOutTextsTest {

  private static final Path RELEASED = Path.of("configurations", "ner.json");

  @TempDir private Path folder;

  @BeforeEach
  void writeSets() throws IOException {
    Files.writeString(folder.resolve("three.txt"), "One\tO\n\nRome\tB-LOC\n\nThree\tO\n");
    Files.writeString(folder.resolve("wiki_map.tab"), "Rome\tRome\tQ220\t2025\n");
    Files.writeString(folder.resolve("splits.md"), "## train\n  * GUM_bio_a\n  * GUM_bio_b\n");
    String sentence =
        "# text = Rome\n1\tRome\tRome\tPROPN\tNNP\t_\t0\troot\t_"
            + "\tEntity=(1-place-new-sssss-cf1-1-sgl-Rome)\n\n";
    Files.writeString(
        folder.resolve("gum.conllu"),
        "# newdoc id = GUM_bio_a\n" + sentence + "# newdoc id = GUM_bio_b\n" + sentence);
  }

  /** A run that learns from sentences with names and from texts with names and links. */
  private HeldOutTexts heldOut(int sentences, int texts) throws IOException {
    ObjectNode tree = TrainingConfiguration.tree(RELEASED);
    String tasks =
        """
        [{"name": "a", "kind": "annotate", "weight": 1, "linkWeight": 1, "heldOut": %d,
          "data": [{"form": "btc", "file": "three.txt"}]},
         {"name": "b", "kind": "annotate", "weight": 1, "linkWeight": 1, "heldOut": %d,
          "data": [{"form": "gum", "file": "gum.conllu"}]}]
        """;
    tree.set("tasks", new ObjectMapper().readTree(tasks.formatted(sentences, texts)));
    return HeldOutTexts.of(
        TrainingConfiguration.of(tree, RELEASED),
        new AnnotatedSets(folder),
        new RewritingSequence(List.of()));
  }

  @Test
  void linksAreJudgedOnTextsThatAreLinkedThroughout() throws Exception {
    HeldOutTexts both = heldOut(2, 1);
    assertThat(both.linked()).extracting(AnnotatedText::id).containsExactly("GUM_bio_b");
    assertThat(both.named()).hasSize(3);
  }

  @Test
  void withoutSuchTextsItIsThoseWhoseNamesAreKnown() throws Exception {
    // What is no name means nothing there.
    assertThat(heldOut(2, 0).linked())
        .hasSize(2)
        .allSatisfy(text -> assertThat(text.links()).isPresent());
  }
}
