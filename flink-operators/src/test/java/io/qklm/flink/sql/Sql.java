package io.qklm.flink.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
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

  static List<Row> rows(TableEnvironment sql, String query) {
    return rows(sql.executeSql(query));
  }

  static List<Row> rows(TableResult result) {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> results = result.collect()) {
      results.forEachRemaining(rows::add);
    } catch (Exception e) {
      throw new AssertionError("the rows did not come", e);
    }
    return rows;
  }
}
