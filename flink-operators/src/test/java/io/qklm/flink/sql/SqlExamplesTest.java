package io.qklm.flink.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.flink.testkit.QklmTestKit;
import io.qklm.flink.testkit.SqlScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.ResultKind;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The statements that docs/sql.md shows do what it says. */
@Timeout(300)
class SqlExamplesTest {

  @Test
  void run() throws Exception {
    List<List<Row>> results = new ArrayList<>();
    try (QklmTestKit kit = QklmTestKit.start()) {
      SqlScript.read(
              Path.of("src/test/resources/sql/examples.sql"),
              Map.of(
                  "/data/knowledge",
                  kit.knowledge().toString(),
                  "/data/qklm-open",
                  Path.of("../models/qklm-open").toAbsolutePath().toString()))
          .run(
              kit.tables(),
              result -> {
                if (result.getResultKind() == ResultKind.SUCCESS_WITH_CONTENT) {
                  results.add(Sql.rows(result));
                }
              });
    }
    assertThat(results).hasSize(9);
    assertThat(results.get(0)).contains(Row.of("2", "Apple opened a shop."));
    assertThat(results.get(1))
        .contains(
            Row.of("1", "Angela Merkel", "Q567", "Angela Merkel"),
            Row.of("1", "Berlin", "Q64", "Berlin"));
    assertThat(results.get(2))
        .extracting(row -> row.getField(0) + " " + row.getField(1))
        .containsExactlyInAnyOrder("1 Germany", "2 null", "3 null");
    assertThat(results.get(3)).contains(Row.of("2", "Apple opened a shop."));
    assertThat(results.get(4)).contains(Row.of("1", "Germany", "Germany"));
    assertThat(results.get(5)).containsExactly(Row.of("capital of Germany"));
    assertThat(results.get(6))
        .containsExactlyInAnyOrder(
            Row.of("Berlin", "capital of Germany"), Row.of("Germany", "country in Europe"));
    assertThat(results.get(7))
        .containsExactlyInAnyOrder(Row.of("Q64", "Berlin"), Row.of("Q1", null));
    assertThat(results.get(8)).hasSize(3);
    assertThat(results.get(8).get(0).getField(0)).isEqualTo("Apple");
  }
}
