package io.qklm.kg.source.rdf;

import io.qklm.kg.source.lines.BoundedLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells the syntaxes of RDF that are not read by a file's name and first line. */
final class RdfSyntax {

  private static final int FIRST_LINES = 50;
  private static final Pattern QUAD =
      Pattern.compile(
          "(<[^>]*>|_:\\S+)\\s*<[^>]*>\\s*(<[^>]*>|_:\\S+|\"(?:[^\"\\\\]|\\\\.)*\"(?:@\\S+|\\^\\^<[^>]*>)?)"
              + "\\s*(<[^>]*>|_:\\S+)\\s*\\.\\s*(#.*)?");

  private RdfSyntax() {}

  /**
   * Holds a file against the syntaxes that are read.
   *
   * @throws IOException if it is in another; the message names it and says what to do
   */
  static void check(Path file) throws IOException {
    Optional<String> syntax = byName(file);
    if (syntax.isEmpty()) {
      syntax = byContent(file);
    }
    if (syntax.isPresent()) {
      throw new IOException(
          file
              + " is "
              + syntax.get()
              + ", which is not read; N-Triples (.nt) and Turtle (.ttl) are. Convert it, for"
              + " example with 'riot --output=ntriples "
              + file.getFileName()
              + "' of Apache Jena");
    }
  }

  private static Optional<String> byName(Path file) {
    String name =
        String.valueOf(file.getFileName())
            .toLowerCase(Locale.ROOT)
            .replaceFirst("\\.(gz|bz2)$", "");
    String end = name.substring(name.lastIndexOf('.') + 1);
    return switch (end) {
      case "rdf", "owl", "rdfs", "xml" -> Optional.of("RDF/XML");
      case "nq", "nquads" -> Optional.of("N-Quads");
      case "trig" -> Optional.of("TriG");
      case "jsonld", "json" -> Optional.of("JSON-LD");
      case "n3" -> Optional.of("N3");
      case "hdt" -> Optional.of("HDT");
      case "html", "xhtml", "htm" -> Optional.of("HTML");
      default -> Optional.empty();
    };
  }

  private static Optional<String> byContent(Path file) throws IOException {
    try (BoundedLines lines = BoundedLines.open(file)) {
      for (int i = 0; i < FIRST_LINES; i++) {
        BoundedLines.@Nullable Line next = lines.next();
        if (next == null) {
          return Optional.empty();
        }
        if (next instanceof BoundedLines.Line.Text text) {
          String line = text.text().strip();
          if (!line.isEmpty() && !line.startsWith("#")) {
            return of(line);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> of(String line) {
    String start = line.substring(0, Math.min(200, line.length())).toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return Optional.of("HTML");
    }
    if (start.startsWith("<?xml")
        || start.startsWith("<rdf:rdf")
        || start.startsWith("<!doctype")) {
      return Optional.of("RDF/XML");
    }
    if (start.startsWith("{") || start.matches("\\[\\s*(\\{.*)?")) {
      return Optional.of("JSON-LD");
    }
    return line.length() < 10_000 && QUAD.matcher(line).matches()
        ? Optional.of("N-Quads")
        : Optional.empty();
  }
}
