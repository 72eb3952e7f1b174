package io.qklm.flink.sql;

import static io.qklm.flink.sql.Sql.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.Document;
import io.qklm.flink.QklmEnrichment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTML and titles through ML_PREDICT, HTML through the functions and the DataStream API. */
@Timeout(180)
class HtmlInSqlTest extends OverTestKnowledge {

  private static final String PAGE = "<h1>Visit</h1><p>Angela Merkel came to <b>Berlin</b>.</p>";
  private static final String TEXT = "Visit\n\nAngela Merkel came to Berlin.";

  private final TableEnvironment sql = Sql.environment(true);

  private void model(String input) {
    sql.executeSql(
        "CREATE MODEL qklm INPUT ("
            + input
            + ") OUTPUT (mention STRING, mention_start INT, extracted_text STRING,"
            + " extracted_from STRING, error STRING) WITH ('provider' = 'qklm', 'task' = 'annotate',"
            + " 'knowledge' = '"
            + knowledge
            + "')");
  }

  @Test
  void readsAColumnOfHtml() {
    model("html STRING");
    assertThat(
            rows(
                sql,
                "SELECT mention, mention_start, extracted_text, extracted_from, error FROM"
                    + " ML_PREDICT((SELECT '"
                    + PAGE
                    + "' AS page), MODEL qklm, DESCRIPTOR(page))"))
        .contains(Row.of("Angela Merkel", 7, TEXT, "html", null));
  }

  @Test
  void readsTheTitleBesideTheText() {
    sql.executeSql(
        "CREATE MODEL qklm INPUT (title STRING, text STRING) OUTPUT (title_entities"
            + " ARRAY<ROW<mention_start INT, mention STRING, entity_id STRING>>) WITH ('provider' ="
            + " 'qklm', 'task' = 'enrich', 'knowledge' = '"
            + knowledge
            + "')");
    Row row =
        rows(
                sql,
                "SELECT title_entities FROM ML_PREDICT((SELECT 'Angela Merkel in Berlin' AS title,"
                    + " 'She spoke of trade for an hour.' AS text), MODEL qklm,"
                    + " DESCRIPTOR(title, text))")
            .get(0);
    assertThat((Object[]) row.getField(0))
        .contains(Row.of(0, "Angela Merkel", "Q567"), Row.of(17, "Berlin", "Q64"));
  }

  @Test
  void saysWhichOverridesDecided(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("overrides.jsonl"),
            "{\"id\":\"no-berlin\",\"surface\":\"Berlin\",\"entityId\":null}");
    sql.executeSql(
        "CREATE MODEL qklm INPUT (text STRING) OUTPUT (mention STRING, entity_id STRING, overrides"
            + " ARRAY<STRING>) WITH ('provider' = 'qklm', 'task' = 'annotate', 'overrides' = '"
            + file
            + "', 'knowledge' = '"
            + knowledge
            + "')");
    assertThat(
            rows(
                sql,
                "SELECT mention, entity_id, overrides[1] FROM ML_PREDICT((SELECT 'Angela Merkel came"
                    + " to Berlin.' AS text), MODEL qklm, DESCRIPTOR(text))"))
        .contains(
            Row.of("Angela Merkel", "Q567", "no-berlin"), Row.of("Berlin", null, "no-berlin"));
  }

  @Test
  void readsHtmlWhereThereIsNoTextAndNoticesMarkup() {
    model("id STRING, text STRING, html STRING");
    String rows =
        "('a', ' ', '"
            + PAGE
            + "'), ('b', 'Berlin is large.', '<p>Paris</p>'), ('c', '"
            + PAGE
            + "', CAST(NULL AS STRING))";
    assertThat(
            rows(
                sql,
                "SELECT id, mention, extracted_from FROM ML_PREDICT((SELECT * FROM (VALUES "
                    + rows
                    + ") AS t(id, text, html)), MODEL qklm, DESCRIPTOR(id, text, html))"))
        .contains(
            Row.of("a", "Berlin", "html"),
            Row.of("b", "Berlin", null),
            Row.of("c", "Berlin", "markup"));
  }

  @Test
  void readsHtmlInAFunction() {
    sql.executeSql("LOAD MODULE qklm WITH ('knowledge' = '" + knowledge + "')");
    assertThat(rows(sql, "SELECT QKLM_SUMMARY('" + PAGE + "')").get(0).getField(0).toString())
        .contains("Angela Merkel came to Berlin.")
        .doesNotContain("<");
  }

  @Test
  void readsHtmlInTheDataStreamApi() throws Exception {
    var pages = kit.environment().fromData(PAGE);
    var results =
        QklmEnrichment.<String, String>builder()
            .settings(kit.settings())
            .document(page -> Document.ofHtml("1", page))
            .enriched(
                (page, found) ->
                    found.document().form()
                        + " "
                        + found.entities().stream()
                            .map(
                                entity ->
                                    found
                                        .document()
                                        .text()
                                        .substring(entity.span().start(), entity.span().end()))
                            .toList())
            .rejected((page, rejection) -> rejection.message())
            .output(String.class)
            .build()
            .apply(pages);
    try (CloseableIterator<String> all = results.executeAndCollect()) {
      assertThat(all.next()).startsWith("FROM_HTML").contains("Angela Merkel", "Berlin");
    }
  }
}
