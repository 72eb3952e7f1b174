package io.qklm.kg.source.rdf;

import io.qklm.kg.source.lines.BoundedLines;
import java.io.IOException;

/**
 * Cuts Turtle into its statements without understanding them, so that one that cannot be read costs
 * no other: a statement ends at a full stop outside of strings, IRIs and comments that white space
 * follows, and SPARQL's {@code PREFIX} and {@code BASE} end with their IRI. A string of one line
 * and an IRI end with the line at the latest. One thread.
 */
final class TurtleStatements {

  /** Takes statements. */
  interface Consumer {

    /**
     * One statement or directive.
     *
     * @param line where it begins, from 1
     */
    void statement(String text, long line) throws IOException;

    /** A statement that is too long to be held. */
    void tooLong(long line) throws IOException;
  }

  private enum State {
    PLAIN,
    IRI,
    SHORT_STRING,
    LONG_STRING
  }

  private final Consumer consumer;
  private final StringBuilder statement = new StringBuilder();
  private State state = State.PLAIN;
  private char quote;
  private long begin;
  private boolean tooLong;

  TurtleStatements(Consumer consumer) {
    this.consumer = consumer;
  }

  /** Takes the next line, without its end. */
  void line(String line, long number) throws IOException {
    int at = 0;
    while (at < line.length()) {
      if (begin == 0 && !Character.isWhitespace(line.charAt(at)) && line.charAt(at) != '#') {
        begin = number;
      }
      at =
          switch (state) {
            case PLAIN -> plain(line, at);
            case IRI -> iri(line, at);
            case SHORT_STRING, LONG_STRING -> string(line, at);
          };
    }
    if (state == State.IRI || state == State.SHORT_STRING) {
      end(); // Broken for certain; what follows may be whole.
    } else {
      append("\n");
    }
  }

  /** What began before is lost, since a line of it could not be read. */
  void lost() {
    statement.setLength(0);
    state = State.PLAIN;
    begin = 0;
    tooLong = false;
  }

  /** Ends the last statement, whole or not. */
  void finish() throws IOException {
    end();
  }

  private int plain(String line, int at) throws IOException {
    char c = line.charAt(at);
    switch (c) {
      case '#' -> {
        // A comment, unless it is inside a name such as ex:a#b, which Turtle does not allow.
        return line.length();
      }
      case '\\' -> {
        int to = Math.min(line.length(), at + 2);
        append(line.substring(at, to));
        return to;
      }
      case '<' -> state = State.IRI;
      case '"', '\'' -> {
        quote = c;
        if (line.startsWith(String.valueOf(c).repeat(3), at)) {
          append(line.substring(at, at + 3));
          state = State.LONG_STRING;
          return at + 3;
        }
        state = State.SHORT_STRING;
      }
      case '.' -> {}
      default -> {
        int to = at + 1;
        while (begin > 0 && to < line.length() && "#\\<\"'.".indexOf(line.charAt(to)) < 0) {
          to++;
        }
        append(line.substring(at, to));
        return to;
      }
    }
    append(line.substring(at, at + 1));
    if (c == '.' && ends(line, at)) {
      end();
      begin = 0;
    }
    return at + 1;
  }

  private static boolean ends(String line, int at) {
    boolean after = at + 1 == line.length() || " \t\r#".indexOf(line.charAt(at + 1)) >= 0;
    boolean before = at > 0 && "\"'>])".indexOf(line.charAt(at - 1)) >= 0;
    return after || before;
  }

  private int iri(String line, int at) throws IOException {
    int close = line.indexOf('>', at);
    int to = close < 0 ? line.length() : close + 1;
    append(line.substring(at, to));
    if (close >= 0) {
      state = State.PLAIN;
      if (sparqlDirective()) {
        end();
      }
    }
    return to;
  }

  private boolean sparqlDirective() {
    String text = statement.toString().stripLeading();
    return text.length() < 10_000
        && (text.regionMatches(true, 0, "prefix ", 0, 7)
            || text.regionMatches(true, 0, "base ", 0, 5));
  }

  private int string(String line, int at) {
    char c = line.charAt(at);
    if (c == '\\') {
      int to = Math.min(line.length(), at + 2);
      append(line.substring(at, to));
      return to;
    }
    String closing =
        state == State.LONG_STRING ? String.valueOf(quote).repeat(3) : String.valueOf(quote);
    if (line.startsWith(closing, at)) {
      int to = at + closing.length();
      // Of four and more quotes the last three close.
      while (state == State.LONG_STRING && to < line.length() && line.charAt(to) == quote) {
        to++;
      }
      append(line.substring(at, to));
      state = State.PLAIN;
      return to;
    }
    int to = at + 1;
    while (to < line.length() && line.charAt(to) != quote && line.charAt(to) != '\\') {
      to++;
    }
    append(line.substring(at, to));
    return to;
  }

  private void append(String text) {
    if (begin > 0 && !tooLong) {
      statement.append(text);
      tooLong = statement.length() > BoundedLines.MAX_LINE_BYTES;
    }
  }

  private void end() throws IOException {
    String text = statement.toString();
    long line = begin;
    boolean skipped = tooLong;
    lost();
    if (skipped) {
      consumer.tooLong(line);
    } else if (!text.isBlank()) {
      consumer.statement(text.strip(), line);
    }
  }
}
