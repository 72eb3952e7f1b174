package io.qklm.flink.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;

/**
 * A script for the SQL client, run statement by statement: a statement ends with a semicolon at the
 * end of a line, {@code EXECUTE STATEMENT SET} with the line {@code END;}, and {@code SET 'key' =
 * 'value'} changes the configuration.
 *
 * @param statements without their semicolons
 */
@PublicEvolving
public record SqlScript(List<String> statements) {

  public SqlScript {
    statements = List.copyOf(statements);
  }

  /**
   * Reads a script.
   *
   * @param replacements what stands in the script, and what a test puts in its place, such as a
   *     broker's address
   * @throws IOException if it cannot be read, ends within a statement, or one of the replaced texts
   *     is not in it
   */
  public static SqlScript read(Path file, Map<String, String> replacements) throws IOException {
    String text = Files.readString(file);
    for (Map.Entry<String, String> replacement : replacements.entrySet()) {
      if (!text.contains(replacement.getKey())) {
        throw new IOException("'" + replacement.getKey() + "' is not in " + file);
      }
      text = text.replace(replacement.getKey(), replacement.getValue());
    }
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    boolean set = false;
    for (String line : text.lines().toList()) {
      if (line.startsWith("--") || line.isBlank()) {
        continue;
      }
      set |= line.startsWith("EXECUTE STATEMENT SET");
      statement.append(line).append('\n');
      if (line.endsWith(";") && (!set || line.equals("END;"))) {
        statements.add(statement.substring(0, statement.length() - (set ? 1 : 2)));
        statement.setLength(0);
        set = false;
      }
    }
    if (statement.length() > 0) {
      throw new IOException(file + " ends within a statement: " + statement);
    }
    return new SqlScript(statements);
  }

  /**
   * Runs all statements, each when the one before was submitted.
   *
   * @param results sees the result of each statement but {@code SET}
   */
  public void run(TableEnvironment tables, Consumer<TableResult> results) {
    for (String statement : statements) {
      if (statement.startsWith("SET ")) {
        String[] parts = statement.split("'", -1);
        if (parts.length != 5) {
          throw new IllegalArgumentException(statement + " is not of the form SET 'key' = 'value'");
        }
        tables.getConfig().set(parts[1], parts[3]);
      } else {
        results.accept(tables.executeSql(statement));
      }
    }
  }
}
