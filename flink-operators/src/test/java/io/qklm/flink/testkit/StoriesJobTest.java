package io.qklm.flink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.flink.QklmSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
// snippet: test
class StoriesJobTest {

  private static QklmTestKit kit;

  @BeforeAll
  static void start() throws Exception {
    kit = QklmTestKit.start();
  }

  @AfterAll
  static void stop() throws Exception {
    kit.close();
  }

  @Test
  void tellsOfPeople() throws Exception {
    StreamExecutionEnvironment environment = kit.environment();
    SingleOutputStreamOperator<Story> stories =
        StoriesJob.stories(
            environment.fromData(new Article("1", "Angela Merkel came to Berlin.")),
            kit.settings());
    assertThat(stories.executeAndCollect(10))
        .containsExactly(new Story("1", "Angela Merkel came to Berlin.", "Angela Merkel", ""));
  }

  // end

  @Test
  void keepsFailuresApart() throws Exception {
    StreamExecutionEnvironment environment = kit.environment();
    SingleOutputStreamOperator<Story> stories =
        StoriesJob.stories(
            environment.fromData(new Article("1", " "), new Article("2", "Berlin is large.")),
            kit.settings());
    List<Story> failures = new ArrayList<>();
    List<Story> good = new ArrayList<>();
    // snippet: failures
    CloseableIterator<Story> failed = stories.getSideOutput(StoriesJob.FAILED).collectAsync();
    // end
    CloseableIterator<Story> enriched = stories.collectAsync();
    environment.execute();
    failed.forEachRemaining(failures::add);
    enriched.forEachRemaining(good::add);
    assertThat(failures).containsExactly(new Story("1", "", "", "document '1' has no text"));
    assertThat(good).extracting(Story::id).containsExactly("2");
  }

  @Test
  void saysWhatTheEngineSays() throws Exception {
    assertThat(kit.enrich(Document.of("1", "Apple opened a shop.")))
        .isInstanceOfSatisfying(
            Enrichment.class,
            found ->
                assertThat(found.entities().get(0).entityId().orElseThrow().value())
                    .isEqualTo("Q312"));
  }

  @Test
  void leavesNothingBehind() throws Exception {
    Path folder;
    try (QklmTestKit another = QklmTestKit.start()) {
      folder = another.knowledge().getParent();
      assertThat(QklmSettings.of(another.knowledge().toString()).knowledge())
          .isEqualTo(another.settings().knowledge());
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void readsScriptsAsTheSqlClientDoes(@TempDir Path folder) throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("a.sql"),
            """
            -- a comment; with a semicolon
            SET 'a.b' = 'c';

            SELECT ';'
            FROM t;
            EXECUTE STATEMENT SET BEGIN
              INSERT INTO x SELECT 1;
            END;
            """);
    assertThat(SqlScript.read(script, Map.of("FROM t", "FROM u")).statements())
        .containsExactly(
            "SET 'a.b' = 'c'",
            "SELECT ';'\nFROM u",
            "EXECUTE STATEMENT SET BEGIN\n  INSERT INTO x SELECT 1;\nEND;");
    assertThatThrownBy(() -> SqlScript.read(script, Map.of("FROM v", "")))
        .hasMessage("'FROM v' is not in " + script);
    Files.writeString(script, "SELECT 1");
    assertThatThrownBy(() -> SqlScript.read(script, Map.of()))
        .hasMessageContaining("ends within a statement: SELECT 1");
  }
}
