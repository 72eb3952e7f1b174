package io.qklm.training.task.annotate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qklm.model.annotate.MentionLabel;
import io.qklm.text.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoftLabelsTest {

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsReadByTheTextsDigest() throws IOException {
    float[] sure = {0, 20, 0, 0, 0, 0, 0, 0, 0};
    float[] torn = {1, 1, -30, -30, -30, -30, -30, -30, -30};
    SoftLabels labels =
        SoftLabels.of("Ann ran", List.of(new Span(0, 3), new Span(4, 7)), List.of(sure, torn));
    Path file = Files.writeString(folder.resolve("soft.jsonl"), labels.line() + "\n");
    assertThat(labels.line()).doesNotContain("Ann");
    SoftLabels read = SoftLabels.read(file).get(SoftLabels.key("Ann ran"));
    assertThat(read.words()).containsExactly(new Span(0, 3), new Span(4, 7));
    assertThat(read.share(0, MentionLabel.B_PER.index())).isEqualTo(1);
    assertThat(read.share(1, MentionLabel.O.index())).isCloseTo(0.5f, within(0.003f));
    assertThat(read.share(1, MentionLabel.I_ORG.index())).isZero();
  }

  @Test
  void aLineOfAnotherFormIsToldByNumber() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("broken.jsonl"), "{\"text\":\"0\",\"words\":[0,3],\"shares\":\"\"}\n");
    assertThatThrownBy(() -> SoftLabels.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken.jsonl, line 1: the text 0 has 1 words and 0 shares");
  }
}
