package io.qklm.kg.source.rdf;

import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.SourceCredit;
import io.qklm.kg.source.SourceOptions;
import io.qklm.kg.source.draft.EntityDrafts;
import io.qklm.kg.source.lines.BoundedLines;
import io.qklm.kg.source.lines.LineFile;
import io.qklm.kg.source.lines.SourceFiles;
import io.qklm.kg.source.lines.UnusableLineException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.rio.RDFParseException;
import org.eclipse.rdf4j.rio.RDFParser;
import org.eclipse.rdf4j.rio.helpers.AbstractRDFHandler;
import org.eclipse.rdf4j.rio.helpers.BasicParserSettings;
import org.eclipse.rdf4j.rio.ntriples.NTriplesParser;

/**
 * RDF in N-Triples ({@code .nt}) or Turtle ({@code .ttl}), plain or compressed: one file, or a
 * folder of such files. Facts pass straight through; what names an entity may be scattered, so
 * entities are held in memory until all is read. A bad line of N-Triples and a bad statement of
 * Turtle are skipped; other syntaxes of RDF are refused by name.
 */
public final class RdfSource implements KnowledgeSource {

  public static final Set<String> KEYS = Set.of("entities", "languages");

  private final Path path;
  private final Set<String> languages;
  private final int entityLimit;

  /**
   * Nothing is read yet.
   *
   * @param languages of names; empty takes all
   * @param entityLimit entities held in memory at most
   */
  public RdfSource(Path folderOrFile, Set<String> languages, int entityLimit) {
    this.path = folderOrFile;
    this.languages = Set.copyOf(languages);
    this.entityLimit = entityLimit;
  }

  public static RdfSource of(Path path, SourceOptions options) {
    return new RdfSource(
        path,
        Set.copyOf(new java.util.TreeSet<>(options.list("languages", List.of()))),
        options.number("entities", 1, EntityDrafts.DEFAULT_LIMIT));
  }

  @Override
  public String description() {
    return "rdf " + path;
  }

  @Override
  public String state() throws IOException {
    return SourceFiles.state(description(), path, new TreeSet<>(languages), entityLimit);
  }

  @Override
  public void readInto(KnowledgeSink sink) throws IOException {
    RdfStatements statements =
        new RdfStatements(new EntityDrafts(description(), entityLimit), languages, sink);
    List<Path> files = files();
    for (Path file : files) {
      if (Files.isRegularFile(file)) {
        RdfSyntax.check(file);
      }
    }
    for (Path file : files) {
      if (turtle(file)) {
        TurtleReader.read(file, sink, statement -> pass(statement, file, statements, sink));
      } else {
        ntriples(file, statements, sink);
      }
    }
    statements.finish(path.toString());
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.list(path)) {
      List<Path> files =
          all.filter(file -> file.toString().matches(".*\\.(nt|ttl)(\\.gz|\\.bz2)?"))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new IOException("there is no RDF in " + path + ": it has no .nt or .ttl files");
      }
      return files;
    }
  }

  private static boolean turtle(Path file) {
    return file.toString().matches(".*\\.ttl(\\.gz|\\.bz2)?");
  }

  private static void ntriples(Path file, RdfStatements statements, KnowledgeSink sink)
      throws IOException {
    List<Statement> read = new ArrayList<>();
    RDFParser parser = configured(new NTriplesParser(), read);
    LineFile.read(
        file,
        BoundedLines.MAX_LINE_BYTES,
        sink,
        line -> {
          read.clear();
          try {
            parser.parse(new StringReader(line), "");
          } catch (RDFParseException e) {
            throw new UnusableLineException("the line is no triple: " + message(e));
          }
          for (Statement statement : read) {
            statements.add(statement);
          }
        });
  }

  private static void pass(
      Statement statement, Path file, RdfStatements statements, KnowledgeSink sink)
      throws IOException {
    try {
      statements.add(statement);
    } catch (UnusableLineException e) {
      sink.problem(file + ": " + statement.getSubject(), String.valueOf(e.getMessage()));
    }
  }

  /** A parser that adds what it reads to a list. */
  public static RDFParser configured(RDFParser parser, List<Statement> read) {
    parser.set(BasicParserSettings.VERIFY_DATATYPE_VALUES, false);
    parser.set(BasicParserSettings.NORMALIZE_DATATYPE_VALUES, false);
    parser.set(BasicParserSettings.FAIL_ON_UNKNOWN_DATATYPES, false);
    parser.set(BasicParserSettings.FAIL_ON_UNKNOWN_LANGUAGES, false);
    parser.setRDFHandler(
        new AbstractRDFHandler() {
          @Override
          public void handleStatement(Statement statement) {
            read.add(statement);
          }
        });
    return parser;
  }

  /** What a parser found wrong, without the place. */
  public static String message(RDFParseException e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return message.replaceFirst(" *\\[line [0-9]+(, [^]]*)?]$", "");
  }

  @Override
  public List<SourceCredit> credits() {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return List.of(new SourceCredit("RDF " + (name == null ? path : name), "not stated", ""));
  }
}
