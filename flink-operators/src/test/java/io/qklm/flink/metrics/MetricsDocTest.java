package io.qklm.flink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.Rejection.Cause;
import io.qklm.model.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/metrics.md has the metrics as the code has them; -Dqklm.docs.write=true mends it. */
class MetricsDocTest {

  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final String BEGIN = "<!-- written from QklmMetric -->\n";
  private static final String END = "<!-- end -->\n";

  @Test
  void isWhatTheCodeSays() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END, begin);
    if (Boolean.getBoolean("qklm.docs.write")) {
      Files.writeString(PAGE, page.substring(0, begin) + tables() + page.substring(end));
    } else {
      assertThat(page.substring(begin, end))
          .as("docs/metrics.md; -Dqklm.docs.write=true mends it")
          .isEqualTo(tables());
    }
  }

  @Test
  void namesAreNeverTwoThings() {
    assertThat(QklmMetric.values()).extracting(QklmMetric::prometheus).doesNotHaveDuplicates();
  }

  private static String tables() {
    StringBuilder text = new StringBuilder("\n| metric | kind | unit | what |\n");
    text.append("| --- | --- | --- | --- |\n");
    for (QklmMetric metric : QklmMetric.values()) {
      String name =
          metric.label() == QklmMetric.Label.NONE
              ? metric.metric()
              : metric.label().key() + ".*." + metric.metric();
      text.append("| `")
          .append(name)
          .append("`")
          .append(place(metric.place()))
          .append(" | ")
          .append(metric.kind().name().toLowerCase(Locale.ROOT))
          .append(" | ")
          .append(metric.unit().words())
          .append(" | ")
          .append(metric.help())
          .append(" |\n");
    }
    text.append("\nStages: ")
        .append(
            Arrays.stream(Stage.values())
                .map(stage -> "`" + stage.label() + "` (" + stage.help() + ")")
                .collect(Collectors.joining(", ")))
        .append(".\n\nCauses: ")
        .append(
            Arrays.stream(Cause.values())
                .map(cause -> "`" + cause.name().toLowerCase(Locale.ROOT) + "`")
                .collect(Collectors.joining(", ")))
        .append(".\n\n");
    return text.toString();
  }

  private static String place(QklmMetric.Place place) {
    return switch (place) {
      case ALL -> " (SQL too)";
      case OPERATOR -> "";
      case EPOCHS -> " (with epochs)";
    };
  }
}
