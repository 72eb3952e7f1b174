package io.qklm.flink.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Statements run in a cluster of this process. */
final class Sql {

  private Sql() {}

  static TableEnvironment environment(boolean streaming) {
    TableEnvironment sql =
        TableEnvironment.create(
            streaming ? EnvironmentSettings.inStreamingMode() : EnvironmentSettings.inBatchMode());
    sql.getConfig().set("parallelism.default", "2");
    return sql;
  }

  static List<Row> rows(TableEnvironment sql, String query) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> results = sql.executeSql(query).collect()) {
      results.forEachRemaining(rows::add);
    }
    return rows;
  }
}
