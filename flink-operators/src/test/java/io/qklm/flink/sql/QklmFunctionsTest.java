package io.qklm.flink.sql;

import static io.qklm.flink.sql.Sql.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The module's functions in real SQL. */
@Timeout(180)
class QklmFunctionsTest extends OverTestKnowledge {

  private static TableEnvironment sql(boolean streaming) {
    TableEnvironment sql = Sql.environment(streaming);
    sql.executeSql("LOAD MODULE qklm WITH ('knowledge' = '" + knowledge + "')");
    return sql;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answerForConstants(boolean streaming) throws Exception {
    Row row =
        rows(
                sql(streaming),
                "SELECT QKLM_SUMMARY('Angela Merkel came to Berlin.'), qklm_summary('  '),"
                    + " QKLM_SUMMARY(CAST(NULL AS STRING)), QKLM_ENTITY('Q64'), QKLM_ENTITY('Q1'),"
                    + " QKLM_ENTITY('no id at all'), QKLM_ENTITY(CAST(NULL AS STRING))")
            .get(0);
    assertThat(row.getField(0)).isEqualTo("Angela Merkel came to Berlin.");
    assertThat(row.getField(1)).isNull();
    assertThat(row.getField(2)).isNull();
    Row berlin = row.getFieldAs(3);
    assertThat(berlin.<String>getFieldAs("label")).isEqualTo("Berlin");
    assertThat(berlin.<String>getFieldAs("description")).isEqualTo("capital of Germany");
    assertThat(berlin.<String>getFieldAs("type")).isEqualTo("LOC");
    assertThat(berlin.<Object[]>getFieldAs("classes")).containsExactly("city");
    assertThat(berlin.<Object[]>getFieldAs("embedding")).hasSize(384);
    assertThat(row.getField(4)).isNull();
    assertThat(row.getField(5)).isNull();
    assertThat(row.getField(6)).isNull();
  }

  @Test
  void giveEntitiesThatSqlCanUnnest() throws Exception {
    assertThat(
            rows(
                sql(true),
                "SELECT mention, entity_id, mention_start FROM (SELECT"
                    + " QKLM_ENTITIES('Angela Merkel came to Berlin.') AS found) CROSS JOIN"
                    + " UNNEST(found) AS e(mention_start, mention_end, mention, type, entity_id,"
                    + " label, description, score)"))
        .containsExactlyInAnyOrder(Row.of("Angela Merkel", "Q567", 0), Row.of("Berlin", "Q64", 22));
  }

  /** Where ML_PREDICT refuses. */
  @Test
  void followAChangelog() throws Exception {
    TableEnvironment sql = sql(true);
    List<Row> rows =
        rows(
            sql,
            "SELECT QKLM_SUMMARY(t), n FROM (SELECT t, COUNT(*) AS n FROM (VALUES ('Berlin is"
                + " big.'), ('Berlin is big.')) AS v(t) GROUP BY t)");
    assertThat(rows)
        .containsExactly(
            Row.ofKind(RowKind.INSERT, "Berlin is big.", 1L),
            Row.ofKind(RowKind.UPDATE_BEFORE, "Berlin is big.", 1L),
            Row.ofKind(RowKind.UPDATE_AFTER, "Berlin is big.", 2L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          'knowledge' = 'k', 'modle' = 'x'  | the module qklm: unknown option 'modle'; did you mean 'model'?
          'workers' = '1'                   | the module qklm: the option 'knowledge' is missing
          'knowledge' = ' '                 | the module qklm: the folder of the knowledge is needed and was not given
          """)
  void sayWhatIsWrongWhenTheModuleIsLoaded(String options, String sentence) {
    assertThatThrownBy(
            () -> Sql.environment(true).executeSql("LOAD MODULE qklm WITH (" + options + ")"))
        .hasStackTraceContaining(sentence);
  }
}
