package io.qklm.kg.source.triples;

import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.SourceOptions;
import io.qklm.kg.source.draft.Values;
import io.qklm.kg.source.lines.BoundedLines;
import io.qklm.kg.source.lines.LineFile;
import io.qklm.kg.source.lines.UnusableLineException;
import io.qklm.text.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The triples of a link prediction benchmark: {@code train.txt}, {@code valid.txt}, {@code
 * test.txt}, each line subject, relation and object separated by tabs. The test split is only read
 * when asked for, so that a store can be measured on it.
 */
final class Splits {

  static final List<String> ALL = List.of("train", "valid", "test");
  static final List<String> DEFAULT = List.of("train", "valid");

  private Splits() {}

  /**
   * The splits of an option.
   *
   * @throws IllegalArgumentException if one is unknown
   */
  static List<String> of(SourceOptions options) {
    List<String> wanted = options.list("splits", DEFAULT);
    for (String split : wanted) {
      if (!ALL.contains(split)) {
        throw new IllegalArgumentException(
            "unknown split '" + split + "', expected of " + ALL + Nearest.suggestion(split, ALL));
      }
    }
    return wanted;
  }

  /** Passes the facts on, and the relations to {@code relations}. */
  static void read(
      Path folder,
      List<String> splits,
      UnaryOperator<String> name,
      Consumer<String> relations,
      KnowledgeSink sink)
      throws IOException {
    List<Path> files = new ArrayList<>();
    for (String split : splits) {
      file(folder, split + ".txt").ifPresent(files::add);
    }
    if (files.isEmpty()) {
      throw new IOException(
          "there are no triples in "
              + folder
              + ": it has none of "
              + splits
              + " with .txt, plain or .gz");
    }
    for (Path file : files) {
      LineFile.read(
          file,
          BoundedLines.MAX_LINE_BYTES,
          sink,
          line -> {
            Fact fact = fact(line, name);
            relations.accept(fact.relation());
            sink.fact(fact);
          });
    }
  }

  private static Fact fact(String line, UnaryOperator<String> name) throws UnusableLineException {
    String[] fields = line.split("\t", -1);
    if (fields.length != 3 || fields[1].isBlank()) {
      throw new UnusableLineException(
          "the line has "
              + fields.length
              + " fields and needs 3, separated by tabs: subject, relation, object");
    }
    return new Fact(
        Values.id(name.apply(fields[0])),
        fields[1],
        new FactObject.OfEntity(Values.id(name.apply(fields[2]))));
  }

  /** A file, plain or gzip, if it is there. */
  static Optional<Path> file(Path folder, String name) {
    for (String end : List.of("", ".gz", ".bz2")) {
      Path file = folder.resolve(name + end);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
