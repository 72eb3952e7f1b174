package io.qklm.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.connect.feed.FeedSourceConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/**
 * The tables in docs/connect.md say what the code does. With {@code -Dqklm.docs.write=true} the
 * page is written anew.
 */
class ConnectDocTest {

  private static final Path PAGE = Path.of("../../docs/connect.md");

  @Test
  void listsEveryOption() throws IOException {
    check("feeds", new FeedSourceConnector().config());
    try (EnrichTransform<?> transform = new EnrichTransform<>()) {
      check("transform", transform.config());
    }
  }

  private static void check(String marker, ConfigDef definition) throws IOException {
    String table =
        "| option | default | meaning |\n| --- | --- | --- |\n"
            + definition.configKeys().values().stream()
                .sorted(
                    Comparator.comparing((ConfigDef.ConfigKey key) -> key.importance)
                        .thenComparing(key -> key.name))
                .map(ConnectDocTest::line)
                .collect(Collectors.joining());
    String page = Files.readString(PAGE);
    Matcher found =
        Pattern.compile("(?<=<!-- options: " + marker + " -->\n)(\\|.*\n)*").matcher(page);
    assertThat(found.find()).as("%s has a place for '%s'", PAGE, marker).isTrue();
    if (Boolean.getBoolean("qklm.docs.write")) {
      Files.writeString(PAGE, found.replaceFirst(Matcher.quoteReplacement(table)));
    } else {
      assertThat(found.group()).isEqualTo(table);
    }
  }

  private static String line(ConfigDef.ConfigKey key) {
    String byDefault =
        key.hasDefault()
            ? key.defaultValue.equals("") ? "(empty)" : "`" + key.defaultValue + "`"
            : "required";
    return "| `" + key.name + "` | " + byDefault + " | " + key.documentation + " |\n";
  }
}
