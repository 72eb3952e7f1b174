package io.qklm.kg.source.wikipedia;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of the {@code INSERT} statements in a dump of a table, as mysqldump writes them. Values
 * are bytes, given as text of one character a byte, since some columns are no UTF-8.
 */
final class SqlRows {

  /** Takes one row. */
  interface Row {

    /**
     * A row.
     *
     * @param table its table
     * @param values without quotes and escapes; {@code NULL} as written
     */
    void row(String table, List<String> values) throws IOException;
  }

  private static final int MOST_VALUES = 64;
  private static final int LONGEST_VALUE = 1 << 20;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final String INSERT = "INSERT INTO ";

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;
  private boolean cut;

  private SqlRows(InputStream in) {
    this.in = in;
  }

  /**
   * Reads all rows.
   *
   * @return whether the dump ends where a statement does
   */
  static boolean read(InputStream in, Row row) throws IOException {
    SqlRows rows = new SqlRows(in);
    rows.statements(row);
    return !rows.cut;
  }

  /** The UTF-8 that a value stands for. */
  static String utf8(String value) {
    return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private int next() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer, 0, buffer.length));
      if (end == 0) {
        return -1;
      }
    }
    return buffer[at++] & 0xFF;
  }

  private void statements(Row row) throws IOException {
    int matched = 0;
    for (int c = next(); c >= 0; c = next()) {
      matched = c == INSERT.charAt(matched) ? matched + 1 : c == 'I' ? 1 : 0;
      if (matched == INSERT.length()) {
        matched = 0;
        String table = table();
        rows(table, row);
      }
    }
  }

  /** The name, and reads on to the first row. */
  private String table() throws IOException {
    StringBuilder head = new StringBuilder();
    for (int c = next(); c >= 0; c = next()) {
      if (c == '(' && head.indexOf("VALUES") >= 0) {
        at--;
        break;
      }
      if (head.length() < 500) {
        head.append((char) c);
      }
    }
    return head.toString().strip().replace("`", "").replaceFirst("\\s.*$", "");
  }

  private void rows(String table, Row row) throws IOException {
    for (int c = next(); c >= 0; c = next()) {
      if (c == ';') {
        return;
      }
      if (c == '(') {
        List<String> values = values();
        if (cut) {
          return;
        }
        row.row(table, values);
      }
    }
    cut = true;
  }

  private List<String> values() throws IOException {
    List<String> values = new ArrayList<>();
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    boolean quoted = false;
    while (true) {
      int c = next();
      if (c < 0) {
        cut = true;
        return values;
      }
      if (quoted && c == '\\') {
        keep(value, escaped(next()));
      } else if (c == '\'') {
        // Doubled within quotes it is itself: the value ends and begins again.
        if (quoted && at < end && buffer[at] == '\'') {
          at++;
          keep(value, '\'');
        } else {
          quoted = !quoted;
        }
      } else if (!quoted && (c == ',' || c == ')')) {
        if (values.size() < MOST_VALUES) {
          values.add(value.toString(StandardCharsets.ISO_8859_1));
        }
        value.reset();
        if (c == ')') {
          return values;
        }
      } else if (quoted || c > ' ') {
        keep(value, c);
      }
    }
  }

  private static void keep(ByteArrayOutputStream value, int c) {
    if (c >= 0 && value.size() < LONGEST_VALUE) {
      value.write(c);
    }
  }

  private static int escaped(int c) {
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '0' -> 0;
      case 'Z' -> 26;
      default -> c;
    };
  }
}
