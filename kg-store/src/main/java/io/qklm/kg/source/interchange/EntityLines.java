package io.qklm.kg.source.interchange;

import java.io.IOException;

/** Tells files that hold entities in another form by their first line. */
final class EntityLines {

  /** What to write instead of a table. */
  static final String INSTEAD =
      "write one JSON object a line, such as {\"id\": \"c1\", \"label\": \"Berlin\"}, into a file that"
          + " ends in .jsonl";

  private EntityLines() {}

  /**
   * Holds the first line that is not blank against what it should be.
   *
   * @throws IOException if the file is in another form as a whole; the message says what to do
   */
  static void check(String line, String place) throws IOException {
    String text = line.strip();
    if (text.equals("{") || text.equals("[") || text.startsWith("[{")) {
      throw new IOException(
          place
              + " is JSON that is not cut into lines, and one entity a line is read; write it again"
              + " with 'jq -c', as in: jq -c '.[]?' "
              + place
              + " > entities.jsonl");
    }
    if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0 || text.contains("\":")) {
      return; // A damaged entity, which is a problem of its own.
    }
    if (text.startsWith("<")) {
      throw new IOException(place + " looks like XML, which is not read; " + INSTEAD);
    }
    if (text.chars().anyMatch(c -> ",;\t|".indexOf(c) >= 0)) {
      throw new IOException(place + " looks like CSV, which is not read; " + INSTEAD);
    }
  }
}
