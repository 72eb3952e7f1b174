package io.qklm.kg.source.dbpedia.dump;

import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.ResumableSource;
import io.qklm.kg.source.SourceCredit;
import io.qklm.kg.source.SourceOptions;
import io.qklm.kg.source.SourcePosition;
import io.qklm.kg.source.lines.BoundedLines;
import io.qklm.kg.source.lines.LineFile;
import io.qklm.kg.source.lines.SourceFile;
import io.qklm.kg.source.lines.UnusableLineException;
import io.qklm.kg.source.rdf.RdfSource;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.rio.RDFParseException;
import org.eclipse.rdf4j.rio.RDFParser;
import org.eclipse.rdf4j.rio.ntriples.NTriplesParser;

/**
 * The files of a DBpedia release, of N-Triples or of Turtle with one statement a line, which is how
 * DBpedia writes it; plain, gzip or bzip2. What a file is about its statements say, not its name.
 * Reading goes on where it broke off, in the file where that was.
 */
public final class DbpediaDumpSource implements ResumableSource {

  public static final Set<String> KEYS = Set.of("languages", "links");

  private final String place;
  private final List<SourceFile> files;
  private final Set<String> languages;
  private final int links;

  /**
   * Nothing is read yet.
   *
   * @param place what a person would call all the files together
   * @param files in the order they are read in; what names an entity counts wherever it comes
   * @param languages of names and descriptions; empty takes all
   * @param links pages that a page is related to at most, where they stand together
   */
  public DbpediaDumpSource(String place, List<SourceFile> files, Set<String> languages, int links) {
    this.place = place;
    this.files = List.copyOf(files);
    this.languages = Set.copyOf(languages);
    this.links = links;
  }

  /** With the options that a person gave. */
  public static DbpediaDumpSource of(String place, List<SourceFile> files, SourceOptions options) {
    return new DbpediaDumpSource(
        place,
        files,
        Set.copyOf(new TreeSet<>(options.list("languages", List.of()))),
        options.number("links", 0, 30));
  }

  @Override
  public String description() {
    return "dbpedia-dump " + place;
  }

  @Override
  public String state() throws IOException {
    StringBuilder state = new StringBuilder(description());
    for (SourceFile file : files) {
      state.append(", ").append(file.state());
    }
    return state
        .append(", ")
        .append(new TreeSet<>(languages))
        .append(", ")
        .append(links)
        .toString();
  }

  @Override
  public void readInto(KnowledgeSink sink) throws IOException {
    readInto(sink, SourcePosition.START);
  }

  /** The first of a place's counts is the number of the file that it is in. */
  @Override
  public void readInto(KnowledgeSink sink, SourcePosition from) throws IOException {
    boolean begins = from.counts().isEmpty();
    int first = begins ? 0 : Math.toIntExact(from.counts().get(0));
    DumpStatements statements =
        new DumpStatements(
            languages,
            links,
            begins ? List.of() : from.counts().subList(1, from.counts().size()),
            sink);
    statements.relations();
    for (int i = first; i < files.size(); i++) {
      long number = i;
      SourceFile file = files.get(i);
      List<Statement> read = new ArrayList<>();
      RDFParser parser = RdfSource.configured(new NTriplesParser(), read);
      LineFile.read(
          file,
          BoundedLines.MAX_LINE_BYTES,
          i == first ? from : SourcePosition.START,
          sink,
          line -> line(line, parser, read, statements),
          () -> {
            List<Long> counts = new ArrayList<>(List.of(number));
            counts.addAll(statements.place());
            return counts;
          });
    }
    statements.finish(place);
  }

  private static void line(
      String line, RDFParser parser, List<Statement> read, DumpStatements statements)
      throws IOException, UnusableLineException {
    if (line.startsWith("#")) {
      return;
    }
    read.clear();
    try {
      parser.parse(new StringReader(line), "");
    } catch (RDFParseException e) {
      throw new UnusableLineException("the line is no triple: " + RdfSource.message(e));
    }
    for (Statement statement : read) {
      statements.add(statement);
    }
  }

  @Override
  public List<SourceCredit> credits() {
    return List.of(
        new SourceCredit(
            "DBpedia",
            "CC-BY-SA-3.0",
            "Data of DBpedia, made of Wikipedia's articles, under CC BY-SA 3.0 and the GFDL"));
  }
}
