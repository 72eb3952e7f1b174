package io.qklm.benchmarks.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleBoundTest {

  @TempDir private Path folder;

  @Test
  void whatWasWrittenIsRead() throws IOException {
    SampleBound bound = SampleBound.of(run(2, 5, 1));
    Path file = folder.resolve("bound.properties");
    bound.write(file);
    assertThat(SampleBound.read(file)).isEqualTo(bound);
    assertThat(bound.exceededBy(run(2, 5, 1))).isEmpty();
  }

  @Test
  void worseFiguresAreNamed() {
    SampleBound bound = new SampleBound(2, 2, 5, 1, 0);
    assertThat(bound.exceededBy(run(3, 5, 1)))
        .containsExactly(
            "3 wrong links, 2 were recorded",
            "3 wrong links in the first ten documents, 2 were recorded");
    assertThat(bound.exceededBy(run(2, 9, 1))).containsExactly("9 missed links, 5 were recorded");
    assertThat(bound.exceededBy(run(2, 5, 2)))
        .containsExactly("2 names refused that an entity has exactly so, 1 were recorded");
  }

  @Test
  void aFewMoreAreLetPass() {
    SampleBound bound = new SampleBound(2, 2, 5, 1, 3);
    assertThat(bound.exceededBy(run(5, 8, 4))).isEmpty();
    assertThat(bound.exceededBy(run(6, 8, 4))).isNotEmpty();
  }

  @Test
  void onlyTheFirstTenDocumentsAreTheFirstTen() {
    Map<String, LinkScore> scores = new LinkedHashMap<>();
    for (int i = 0; i < 12; i++) {
      scores.put("d" + i, score(1, 0, 0));
    }
    SampleRun run = new SampleRun(scores, LinkScore.sum(List.of()));
    assertThat(run.total().wrong()).isEqualTo(12);
    assertThat(run.firstTen().wrong()).isEqualTo(10);
    assertThat(run.total().wrongShare()).isEqualTo(10);
  }

  @Test
  void aFileWithoutAFigureSaysHowToWriteIt() throws IOException {
    Path file = folder.resolve("bound.properties");
    Files.writeString(file, "wrong=many\n");
    assertThatThrownBy(() -> SampleBound.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'many' for 'wrong'")
        .hasMessageContaining("--write-bound");
  }

  private static SampleRun run(int wrong, int missed, int refusedByName) {
    return new SampleRun(
        Map.of("d", score(wrong, missed, refusedByName)), LinkScore.sum(List.of()));
  }

  private static LinkScore score(int wrong, int missed, int refusedByName) {
    return new LinkScore(10, wrong, 0, 0, 20, missed, 0, 0, refusedByName, 0, List.of());
  }
}
