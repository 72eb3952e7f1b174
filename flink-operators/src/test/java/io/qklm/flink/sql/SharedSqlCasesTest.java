package io.qklm.flink.sql;

import static io.qklm.flink.sql.Sql.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableException;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shared cases of SQL, each script statement by statement. */
@Timeout(180)
class SharedSqlCasesTest extends OverTestKnowledge {

  @TempDir private Path folder;

  private final TableEnvironment sql = Sql.environment(true);

  private List<String> statements(String name) throws IOException {
    String script =
        Files.readString(SharedCases.file(name, "case.sql"))
            .replace("$K", knowledge.toString())
            .replace("@ROOT@", folder.toString());
    return Arrays.stream(script.split(";\\s*(\n|$)")).filter(s -> !s.isBlank()).toList();
  }

  /** The rows of each statement. */
  private List<List<Row>> run(String name) throws IOException {
    List<List<Row>> results = new ArrayList<>();
    for (String statement : statements(name)) {
      results.add(rows(sql, statement));
    }
    return results;
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }

  @Test
  void takesAnInputOfAnyLengthAndSaysWhatAnOutputMustBe() throws Exception {
    List<String> statements = statements("90-sql-varchar");
    sql.executeSql(statements.get(0));
    assertThatThrownBy(
            () -> {
              sql.executeSql(statements.get(1));
              rows(sql, statements.get(2));
            })
        .rootCause()
        .hasMessageContaining("'summary' is declared as VARCHAR(20); it is STRING");
    sql.executeSql("DROP MODEL IF EXISTS qklm");
    sql.executeSql(statements.get(1).replace("VARCHAR(20)", "STRING"));
    assertThat(rows(sql, statements.get(2)))
        .anySatisfy(row -> assertThat(row.getField("summary")).isNotNull())
        .anySatisfy(
            row -> {
              assertThat(row.getField("id")).isEqualTo("b");
              assertThat(row.getField("error")).isEqualTo("the text is null or blank");
            });
  }

  @Test
  void readsColumnsOfFixedLength() throws Exception {
    Row row = last(run("91-sql-not-null-char")).get(0);
    assertThat(row.getField("summary").toString()).startsWith("Angela Merkel came to Berlin");
    assertThat(row.getField("error")).isNull();
  }

  @Test
  void takesNamedArgumentsAndTheConfiguration() throws Exception {
    assertThat(last(run("92-sql-config-map"))).hasSize(2);
    List<String> statements = statements("92-sql-config-map");
    String blocking = last(statements).replace("'true'", "'false'");
    assertThatThrownBy(() -> rows(sql, blocking))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("doesn't support sync mode");
  }

  @Test
  void leavesChangesToFlink() throws Exception {
    assertThatThrownBy(() -> run("93-sql-changelog"))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("doesn't support consuming update changes");
  }

  @Test
  void showsAndAltersModels() throws Exception {
    List<List<Row>> results = run("95-sql-show-model");
    assertThat(results.get(2).get(0).toString()).contains("'provider' = 'qklm'");
    assertThat(results.get(3)).isNotEmpty();
    assertThat(last(results))
        .anySatisfy(
            row ->
                assertThat(row.getField("summary"))
                    .isIn("Angela Merkel came to Berlin on Monday.", "She spoke about Germany."));
  }

  @Test
  void keepsTheColumnsOfTheTable() throws Exception {
    Row row = last(run("96-sql-column-clash")).get(0);
    assertThat(row.getField("summary")).isEqualTo("Old summary");
    assertThat(row.getField("summary0")).isEqualTo("Angela Merkel came to Berlin on Monday.");
  }

  @Test
  void compilesAPlan() throws Exception {
    List<String> statements = statements("98-sql-compile-plan");
    for (String statement : statements.subList(0, 4)) {
      sql.executeSql(statement);
    }
    sql.executeSql(statements.get(4)).await();
    assertThat(folder.resolve("plan.json")).exists();
  }
}
