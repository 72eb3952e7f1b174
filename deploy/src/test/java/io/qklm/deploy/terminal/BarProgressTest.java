package io.qklm.deploy.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarProgressTest {

  @Test
  void aFinishedBarLeavesOneLineAndNothingOfItself() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    BarProgress progress = new BarProgress(new Terminal(err, err, true, true, false, 80));

    progress.phase("embedding", 300);
    progress.advance(120);
    progress.note("line 7 was skipped");
    progress.advance(180);
    progress.phase("writing", -1);
    progress.close();

    List<String> left = shown(bytes.toString(StandardCharsets.UTF_8));
    assertThat(left).hasSize(3);
    assertThat(left.get(0)).isEqualTo("line 7 was skipped");
    assertThat(left.get(1)).matches("embedding: 300 in [0-9.]+ s");
    assertThat(left.get(2)).matches("writing: done in [0-9.]+ s");
  }

  /** What stands on a screen in the end: each line after its last clearing. */
  private static List<String> shown(String written) {
    return java.util.Arrays.stream(written.split("\n", -1))
        .map(line -> line.substring(line.lastIndexOf("\u001b[K") + 1).replaceFirst("^\\[K", ""))
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
