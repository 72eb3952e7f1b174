package io.qklm.kg.source.interchange;

import io.qklm.kg.source.KnowledgeSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells files that hold entities in another form as a whole by their first lines, whose problems it
 * holds back meanwhile: a table has one sentence coming, not one a line. One thread.
 */
final class EntityLines {

  /** What to write instead of a table. */
  static final String INSTEAD =
      "write one JSON object a line, such as {\"id\": \"c1\", \"label\": \"Berlin\"}, into a file that"
          + " ends in .jsonl";

  private static final int FIRST_LINES = 20;

  private record Problem(String place, String reason) {}

  private final String place;
  private final KnowledgeSink sink;
  private final List<Problem> held = new ArrayList<>();
  private int lines;

  /** Whether it is not known yet that the file holds JSON objects. */
  private boolean open = true;

  /**
   * Begins with a file.
   *
   * @param place its name
   */
  EntityLines(String place, KnowledgeSink sink) {
    this.place = place;
    this.sink = sink;
  }

  /**
   * Looks at a line that is not blank before it is read.
   *
   * @throws IOException if the file is in another form as a whole; the message says what to do
   */
  void see(String line) throws IOException {
    if (!open) {
      return;
    }
    String text = line.strip();
    if (lines++ == 0) {
      checkFirst(text);
    }
    if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
      settled();
    } else if (lines == FIRST_LINES) {
      throw table();
    }
  }

  /** The file is none in another form, as far as one can tell. */
  void settled() throws IOException {
    open = false;
    for (Problem problem : held) {
      sink.problem(problem.place(), problem.reason());
    }
    held.clear();
  }

  private void checkFirst(String text) throws IOException {
    if (text.equals("{") || text.equals("[") || text.startsWith("[{")) {
      throw new IOException(
          place
              + " is JSON that is not cut into lines, and one entity a line is read; write it again"
              + " with 'jq -c', as in: jq -c '.[]?' "
              + place
              + " > entities.jsonl");
    }
    if (text.startsWith("<") && text.endsWith(">")) {
      throw new IOException(place + " looks like XML, which is not read; " + INSTEAD);
    }
  }

  /** A line could not be read. */
  void problem(String where, String reason) throws IOException {
    if (open) {
      held.add(new Problem(where, reason));
    } else {
      sink.problem(where, reason);
    }
  }

  /** The file has ended. */
  void finish() throws IOException {
    if (open && lines > 0) {
      throw table();
    }
    settled();
  }

  private IOException table() {
    return new IOException(
        place
            + " looks like CSV: no line of it is a JSON object, and one a line is read; "
            + INSTEAD);
  }
}
