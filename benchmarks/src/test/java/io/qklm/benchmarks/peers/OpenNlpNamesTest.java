package io.qklm.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import opennlp.tools.namefind.NameSample;
import opennlp.tools.util.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenNlpNamesTest {

  @TempDir private Path folder;

  @Test
  void readsNamesOfOneAndOfSeveralWords() throws IOException {
    Path file = folder.resolve("set");
    Files.writeString(
        file, "In\tO\nNew\tB-location\nYork\tI-location\n\t\n\nAnn\tB-person\nUN\tB-group\n");
    List<NameSample> samples = OpenNlpNames.read(file);
    assertThat(samples).hasSize(2);
    assertThat(samples.get(0).getNames()).containsExactly(new Span(1, 3, "location"));
    assertThat(samples.get(1).getNames())
        .containsExactly(new Span(0, 1, "person"), new Span(1, 2, "group"));
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> OpenNlpNames.train(folder.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("name the data folder with --data or QKLM_DATA");
  }
}
