package io.qklm.flink.sql;

import static io.qklm.flink.sql.Sql.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.flink.sql.column.AnswerColumns;
import io.qklm.flink.sql.column.Columns;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider in real SQL, over a real snapshot and the real engine. */
@Timeout(180)
class QklmModelTest extends OverTestKnowledge {

  private static TableEnvironment sql(boolean streaming) {
    TableEnvironment sql = Sql.environment(streaming);
    sql.executeSql(
        """
        CREATE TEMPORARY VIEW news AS SELECT * FROM (VALUES
          ('a', 'Angela Merkel came to Berlin on Monday. She spoke about Germany.'),
          ('b', 'Nothing is named here.'),
          ('c', CAST(NULL AS STRING)),
          ('d', '  ')) AS t(id, body)
        """);
    return sql;
  }

  private static void model(TableEnvironment sql, String output, String options) {
    sql.executeSql(
        "CREATE MODEL qklm INPUT (text STRING) OUTPUT ("
            + output
            + ") WITH ('provider' = 'qklm', 'knowledge' = '"
            + knowledge
            + "', "
            + options
            + ")");
  }

  private static final String PREDICT =
      " FROM ML_PREDICT(TABLE news, MODEL qklm, DESCRIPTOR(body))";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void summarizesEachRow(boolean streaming) throws Exception {
    TableEnvironment sql = sql(streaming);
    model(sql, "summary STRING, epoch BIGINT, error STRING", "'task' = 'summarize'");
    assertThat(rows(sql, "SELECT id, summary, epoch, error" + PREDICT))
        .containsExactlyInAnyOrder(
            Row.of(
                "a", "Angela Merkel came to Berlin on Monday. She spoke about Germany.", 7L, null),
            Row.of("b", "Nothing is named here.", 7L, null),
            Row.of("c", null, null, "the text is null or blank"),
            Row.of("d", null, null, "the text is null or blank"));
  }

  @Test
  void annotatesWithARowPerEntity() throws Exception {
    TableEnvironment sql = sql(true);
    model(
        sql,
        "label STRING, mention STRING, mention_start INT, mention_end INT, entity_id STRING,"
            + " score DOUBLE, error STRING",
        "'task' = 'annotate'");
    List<Row> found =
        rows(
            sql,
            "SELECT id, mention, mention_start, mention_end, entity_id, label, score > 0, error"
                + PREDICT);
    assertThat(found)
        .contains(
            Row.of("a", "Angela Merkel", 0, 13, "Q567", "Angela Merkel", true, null),
            Row.of("a", "Berlin", 22, 28, "Q64", "Berlin", true, null),
            Row.of("a", "Germany", 56, 63, "Q183", "Germany", true, null),
            Row.of("c", null, null, null, null, null, null, "the text is null or blank"));
    assertThat(found).noneMatch(row -> "b".equals(row.getField(0)));
  }

  @Test
  void describesEachLinkedEntityOnceInASentence() throws Exception {
    TableEnvironment sql = sql(true);
    model(
        sql,
        "entity_id STRING, sentence STRING, sentence_start INT, sentence_end INT, error STRING",
        "'task' = 'describe'");
    List<Row> found =
        rows(
            sql,
            "SELECT id, entity_id, CHAR_LENGTH(sentence) = sentence_end - sentence_start, error"
                + PREDICT);
    assertThat(found)
        .contains(
            Row.of("a", "Q567", true, null),
            Row.of("a", "Q64", true, null),
            Row.of("c", null, null, "the text is null or blank"));
    assertThat(found).doesNotHaveDuplicates();
  }

  @Test
  void enrichesIntoOneRowWithNestedFieldsAsDeclared() throws Exception {
    TableEnvironment sql = sql(true);
    model(
        sql,
        "facts ARRAY<ROW<subject STRING, relation STRING, object STRING>>, summary STRING,"
            + " entities ARRAY<ROW<label STRING, mention STRING>>, text_language STRING",
        "'task' = 'enrich'");
    Row enriched =
        rows(sql, "SELECT entities, facts, text_language" + PREDICT + " WHERE id = 'a'").get(0);
    assertThat((Object[]) enriched.getField(0))
        .contains(
            Row.of("Angela Merkel", "Angela Merkel"),
            Row.of("Berlin", "Berlin"),
            Row.of("Germany", "Germany"));
    assertThat((Object[]) enriched.getField(1)).contains(Row.of("Q64", "country", "Q183"));
    assertThat(enriched.getField(2)).isEqualTo("en");
  }

  @Test
  void answersQuestionsAndSaysWhyThereIsNoAnswer() throws Exception {
    TableEnvironment sql = sql(true);
    sql.executeSql(
        """
        CREATE TEMPORARY VIEW questions AS SELECT * FROM (VALUES
          ('which country is berlin in'), ('population of wakanda springs')) AS t(question)
        """);
    model(
        sql,
        AnswerColumns.ALL.all().stream()
            .map(column -> column.name() + " " + Columns.typeOf(column))
            .collect(Collectors.joining(", ")),
        "'task' = 'answer', 'min-score' = '0.4'");
    assertThat(
            rows(
                sql,
                "SELECT question, answers[1].answer, silence, error"
                    + " FROM ML_PREDICT(TABLE questions, MODEL qklm, DESCRIPTOR(question))"))
        .containsExactlyInAnyOrder(
            Row.of("which country is berlin in", "Germany", null, null),
            Row.of(
                "population of wakanda springs",
                null,
                "the knowledge has nothing of what the question names",
                null));
  }

  @ParameterizedTest
  @EnumSource(
      value = SqlTask.class,
      names = {"SUMMARIZE", "ANNOTATE", "ENRICH"})
  void everyColumnCanBeDeclaredWithoutQuotes(SqlTask task) {
    TableEnvironment sql = sql(true);
    model(
        sql,
        PredictionColumns.of(task).all().stream()
            .map(column -> column.name() + " " + Columns.typeOf(column))
            .collect(Collectors.joining(", ")),
        "'task' = '" + task.word() + "'");
    assertThat(sql.explainSql("SELECT *" + PREDICT)).contains("ML_PREDICT");
  }

  @Test
  void takesSeveralInputsByTheirNames() throws Exception {
    TableEnvironment sql = sql(true);
    sql.executeSql(
        "CREATE MODEL qklm INPUT (text_language STRING, text STRING)"
            + " OUTPUT (text_language STRING) WITH ('provider' = 'qklm', 'task' = 'summarize',"
            + " 'knowledge' = '"
            + knowledge
            + "')");
    sql.executeSql(
        "CREATE TEMPORARY VIEW german AS SELECT 'de' AS code, body FROM news WHERE id = 'a'");
    assertThat(
            rows(
                sql,
                "SELECT text_language"
                    + " FROM ML_PREDICT(TABLE german, MODEL qklm, DESCRIPTOR(code, body))"))
        .containsExactly(Row.of("de"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'task' = 'sumarize'                              | summary STRING | unknown task 'sumarize', expected one of [summarize, annotate, enrich, describe, answer]; did you mean 'summarize'?
          'task' = 'answer', 'model' = 'zero-shot'         | error STRING   | the task 'answer' needs a model bundle with an answer head
          'task' = 'summarize', 'wokers' = '2'             | summary STRING | unknown option 'wokers'; did you mean 'workers'? (allowed: candidates,
          'task' = 'summarize', 'candidates' = 'many'      | summary STRING | the option 'candidates' cannot be 'many': Entities looked at for a mention at most, 1 to 64.
          'task' = 'summarize', 'candidates' = '65'        | summary STRING | the option candidates is 65; 1 to 64 is allowed
          'task' = 'answer', 'min-score' = '2'             | error STRING   | the option minScore is 2.0; 0 to 1 is allowed
          'task' = 'summarize', 'nil-threshold' = '-1'     | summary STRING | the option nilThreshold is -1.0; 0 to 1 is allowed
          'workers' = '1'                                  | summary STRING | the option 'task' is missing: What the model does
          'task' = 'summarize'                             | sumary STRING  | there is no column 'sumary'; did you mean 'summary'? (there are: summary,
          'task' = 'summarize'                             | summary INT    | the column 'summary' is declared as INT; it is STRING
          'task' = 'summarize'                             | summary STRING NOT NULL | the column 'summary' must not be NOT NULL
          'task' = 'enrich'                                | entities ARRAY<STRING>  | it is ARRAY<ROW<mention_start INT, mention_end INT,
          """)
  void saysWhatIsWrongWhenTheStatementIsPlanned(String options, String output, String sentence) {
    TableEnvironment sql = sql(true);
    model(sql, output, options);
    assertThatThrownBy(() -> sql.explainSql("SELECT *" + PREDICT))
        .rootCause()
        .hasMessageContaining(sentence);
  }

  @Test
  void failsForGoodWithASentenceWhenTheKnowledgeIsNotThere() {
    TableEnvironment sql = sql(true);
    sql.executeSql(
        "CREATE MODEL qklm INPUT (text STRING) OUTPUT (summary STRING) WITH ("
            + "'provider' = 'qklm', 'task' = 'summarize', 'knowledge' = '/nowhere')");
    assertThatThrownBy(() -> rows(sql, "SELECT summary" + PREDICT))
        .rootCause()
        .hasMessageContaining("the knowledge folder /nowhere does not exist on this machine");
  }
}
