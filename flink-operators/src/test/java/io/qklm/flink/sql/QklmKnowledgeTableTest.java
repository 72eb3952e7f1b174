package io.qklm.flink.sql;

import static io.qklm.flink.sql.Sql.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The knowledge as tables in real SQL. */
@Timeout(180)
class QklmKnowledgeTableTest extends OverTestKnowledge {

  private static TableEnvironment sql(boolean streaming) {
    TableEnvironment sql = Sql.environment(streaming);
    table(
        sql,
        "entities",
        "entity_id STRING, label STRING, description STRING, aliases ARRAY<STRING>, type STRING,"
            + " embedding ARRAY<FLOAT>, PRIMARY KEY (entity_id) NOT ENFORCED",
        "");
    table(
        sql,
        "facts",
        "subject STRING, subject_label STRING, relation STRING, object STRING, object_label"
            + " STRING",
        ", 'table' = 'facts'");
    table(sql, "names", "name STRING, entity_id STRING, prior FLOAT", ", 'table' = 'names'");
    sql.executeSql(
        """
        CREATE TEMPORARY VIEW asked AS
        SELECT id, relation, PROCTIME() AS asked_at FROM (VALUES
          ('Q64', 'country'), ('Q183', 'population'), ('nobody', 'country'), ('not an id', 'x'),
          (CAST(NULL AS STRING), 'country')) AS t(id, relation)
        """);
    return sql;
  }

  private static void table(TableEnvironment sql, String name, String columns, String options) {
    sql.executeSql(
        "CREATE TABLE "
            + name
            + " ("
            + columns
            + ") WITH ('connector' = 'qklm-knowledge', 'knowledge' = '"
            + knowledge
            + "'"
            + options
            + ")");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void areScanned(boolean streaming) throws Exception {
    TableEnvironment sql = sql(streaming);
    assertThat(rows(sql, "SELECT type, label, CARDINALITY(embedding) FROM entities"))
        .containsExactlyInAnyOrder(
            Row.of("LOC", "Berlin", 384),
            Row.of("LOC", "Germany", 384),
            Row.of("PER", "Angela Merkel", 384),
            Row.of("ORG", "Apple", 384));
    assertThat(rows(sql, "SELECT * FROM facts"))
        .containsExactlyInAnyOrder(
            Row.of("Q64", "Berlin", "country", "Q183", "Germany"),
            Row.of("Q183", "Germany", "capital", "Q64", "Berlin"));
  }

  @Test
  void areJoinedById() throws Exception {
    assertThat(
            rows(
                sql(true),
                "SELECT a.id, e.label, e.description FROM asked AS a LEFT JOIN entities FOR"
                    + " SYSTEM_TIME AS OF a.asked_at AS e ON e.entity_id = a.id"))
        .containsExactlyInAnyOrder(
            Row.of("Q64", "Berlin", "capital of Germany"),
            Row.of("Q183", "Germany", "country in Europe"),
            Row.of("nobody", null, null),
            Row.of("not an id", null, null),
            Row.of(null, null, null));
  }

  @Test
  void areJoinedByFurtherColumns() throws Exception {
    TableEnvironment sql = sql(true);
    assertThat(
            rows(
                sql,
                "SELECT a.id, f.object_label FROM asked AS a JOIN facts FOR SYSTEM_TIME AS OF a.asked_at"
                    + " AS f ON f.relation = a.relation AND f.subject = a.id"))
        .containsExactly(Row.of("Q64", "Germany"));
    assertThat(
            rows(
                sql,
                "SELECT a.id, f.subject FROM asked AS a JOIN facts FOR SYSTEM_TIME AS OF a.asked_at"
                    + " AS f ON f.object = a.id"))
        .containsExactlyInAnyOrder(Row.of("Q64", "Q183"), Row.of("Q183", "Q64"));
  }

  @Test
  void tellWhatANameMeans() throws Exception {
    TableEnvironment sql = sql(true);
    assertThat(
            rows(
                sql,
                "SELECT n.entity_id, n.prior > 0 FROM (SELECT PROCTIME() AS asked_at, 'merkel' AS name)"
                    + " AS a JOIN names FOR SYSTEM_TIME AS OF a.asked_at AS n ON n.name = a.name"))
        .containsExactly(Row.of("Q567", true));
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM names"))
        .hasStackTraceContaining(
            "the table names cannot be read as a whole; join it by [name] with FOR SYSTEM_TIME AS"
                + " OF");
  }

  @Test
  void areSearchedByVector() throws Exception {
    TableEnvironment sql = sql(true);
    sql.executeSql("LOAD MODULE qklm WITH ('knowledge' = '" + knowledge + "')");
    sql.executeSql(
        "CREATE TEMPORARY VIEW question AS SELECT QKLM_EMBEDDING('maker of phones and computers')"
            + " AS v");
    List<Row> found =
        rows(
            sql,
            "SELECT label, score FROM question, LATERAL TABLE(VECTOR_SEARCH(TABLE entities,"
                + " DESCRIPTOR(embedding), question.v, 2))");
    assertThat(found).hasSize(2);
    assertThat(found.get(0).getField(0)).isEqualTo("Apple");
    assertThat(found.get(0).<Double>getFieldAs(1))
        .isGreaterThan(found.get(1).<Double>getFieldAs(1));
  }

  @Test
  void findAnEntityByItsOwnVector() throws Exception {
    TableEnvironment sql = sql(true);
    assertThat(
            rows(
                sql,
                "SELECT label, score FROM (SELECT embedding AS v FROM"
                    + " entities WHERE entity_id = 'Q64') AS q, LATERAL TABLE(VECTOR_SEARCH(TABLE"
                    + " entities, DESCRIPTOR(embedding), q.v, 1))"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getField(0)).isEqualTo("Berlin");
              assertThat(row.<Double>getFieldAs(1)).isCloseTo(1, within(1e-5));
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          label STRING                 | , 'table' = 'entites'   | the table x: the option 'table' is 'entites', expected one of [entities, facts, names]; did you mean 'entities'?
          lable STRING                 |                         | the table x: there is no column 'lable'; did you mean 'label'?
          prominence DOUBLE            |                         | the column 'prominence' is declared as DOUBLE; it is FLOAT
          description STRING NOT NULL  |                         | the column 'description' must not be NOT NULL
          label STRING                 | , 'langage' = 'de'      | unknown option 'langage'; did you mean 'language'?
          """)
  void sayWhatIsWrongWhenTheStatementIsPlanned(String columns, String options, String sentence) {
    TableEnvironment sql = Sql.environment(true);
    table(sql, "x", columns, options == null ? "" : options);
    assertThatThrownBy(() -> sql.explainSql("SELECT * FROM x")).hasStackTraceContaining(sentence);
  }

  @Test
  void sayByWhatTheyAreJoined() {
    TableEnvironment sql = sql(true);
    assertThatThrownBy(
            () ->
                sql.explainSql(
                    "SELECT * FROM asked AS a JOIN entities FOR SYSTEM_TIME AS OF a.asked_at AS e ON"
                        + " e.label = a.id"))
        .hasStackTraceContaining(
            "the table entities is looked up by [entity_id]; the join has only [label]");
  }

  @Test
  void failForGoodWithASentenceWhenTheKnowledgeIsNotThere() {
    TableEnvironment sql = Sql.environment(true);
    sql.executeSql(
        "CREATE TABLE e (label STRING) WITH ('connector' = 'qklm-knowledge', 'knowledge' ="
            + " '/nowhere')");
    assertThatThrownBy(() -> rows(sql, "SELECT * FROM e"))
        .hasStackTraceContaining("the knowledge folder /nowhere does not exist on this machine");
  }
}
