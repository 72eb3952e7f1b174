package io.qklm.kg.source.rdf;

import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.draft.Values;
import io.qklm.kg.source.lines.BoundedLines;
import io.qklm.kg.source.lines.LineFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.rio.RDFParseException;
import org.eclipse.rdf4j.rio.turtle.TurtleParser;

/**
 * Reads one file of Turtle. Statements go to RDF4J's parser in bundles behind the directives that
 * are in force; a bundle that fails is read statement by statement, and those that cannot be read
 * become problems. One thread.
 */
final class TurtleReader implements TurtleStatements.Consumer {

  private static final int BUNDLE_STATEMENTS = 512;
  private static final int BUNDLE_CHARS = 1 << 18;

  private static final Pattern LOCALE =
      Pattern.compile("((?<=[\"'])@[A-Za-z]{2,3})_([A-Za-z]{2,4})\\b");

  /** Takes what was read. */
  interface Receiver {
    void statement(Statement statement) throws IOException;
  }

  private record Piece(String text, long line) {}

  private final Path file;
  private final KnowledgeSink sink;
  private final Receiver receiver;

  /** Directives in force, by what they define. */
  private final Map<String, String> directives = new LinkedHashMap<>();

  private final List<Piece> bundle = new ArrayList<>();
  private int chars;

  private TurtleReader(Path file, KnowledgeSink sink, Receiver receiver) {
    this.file = file;
    this.sink = sink;
    this.receiver = receiver;
  }

  static void read(Path file, KnowledgeSink sink, Receiver receiver) throws IOException {
    TurtleReader reader = new TurtleReader(file, sink, receiver);
    TurtleStatements statements = new TurtleStatements(reader);
    LineFile.readEvery(
        file,
        BoundedLines.MAX_LINE_BYTES,
        sink,
        new LineFile.EveryLine() {
          @Override
          public void line(String line, long number) throws IOException {
            statements.line(line, number);
          }

          @Override
          public void unreadable() {
            statements.lost();
          }
        });
    statements.finish();
    reader.flush();
  }

  @Override
  public void statement(String text, long line) throws IOException {
    String word = text.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    if (word.matches("@?(prefix|base)")) {
      directive(word, text, line);
      return;
    }
    bundle.add(new Piece(text, line));
    chars += text.length();
    if (bundle.size() >= BUNDLE_STATEMENTS || chars >= BUNDLE_CHARS) {
      flush();
    }
  }

  @Override
  public void tooLong(long line) throws IOException {
    sink.problem(
        file + ":" + line,
        "the statement is longer than "
            + BoundedLines.MAX_LINE_BYTES
            + " characters, the most that is read; split it");
  }

  /** Those before it do not see it, so they are read first. */
  private void directive(String word, String text, long line) throws IOException {
    flush();
    try {
      parse(directives() + text);
    } catch (RDFParseException e) {
      sink.problem(file + ":" + line, "the directive is no Turtle: " + RdfSource.message(e));
      return;
    }
    String[] words = text.split("\\s+", 3);
    directives.put(word.endsWith("base") ? "" : words[1], text.replaceAll("\\s+", " "));
  }

  private String directives() {
    return String.join(" ", directives.values()) + "\n";
  }

  private void flush() throws IOException {
    if (bundle.isEmpty()) {
      return;
    }
    StringBuilder all = new StringBuilder(directives());
    bundle.forEach(piece -> all.append(piece.text()).append('\n'));
    try {
      pass(parse(all.toString()));
    } catch (RDFParseException e) {
      for (Piece piece : bundle) {
        one(piece);
      }
    }
    bundle.clear();
    chars = 0;
  }

  private void one(Piece piece) throws IOException {
    List<Statement> read;
    try {
      // Languages of locales, such as "Yard"@en_US, are the one mistake that is mended.
      read = parse(directives() + LOCALE.matcher(piece.text()).replaceAll("$1-$2"));
    } catch (RDFParseException e) {
      // The directives take the first line.
      long line = piece.line() + Math.max(0, e.getLineNumber() - 2);
      sink.problem(
          file + ":" + line,
          "the statement '"
              + Values.shown(piece.text().replaceAll("\\s+", " "))
              + "' is no Turtle and is skipped: "
              + RdfSource.message(e));
      return;
    }
    pass(read);
  }

  private void pass(List<Statement> read) throws IOException {
    for (Statement statement : read) {
      receiver.statement(statement);
    }
  }

  private static List<Statement> parse(String text) throws IOException {
    List<Statement> read = new ArrayList<>();
    RdfSource.configured(new TurtleParser(), read).parse(new StringReader(text), RdfNames.BASE);
    return read;
  }
}
