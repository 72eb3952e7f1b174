package io.qklm.kg.source;

import io.qklm.kg.Entity;
import io.qklm.kg.Fact;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * DBpedia's 43,076 most linked entities of 2013, from the index that Apache Stanbol published:
 * labels in 14 languages, English descriptions, types, dates of birth and death, populations,
 * coordinates.
 */
public final class DbpediaSource implements KnowledgeSource {

  private final Path folder;

  /**
   * Reads from the jars in a folder.
   *
   * @param folder holds the index's jar, {@code lucene-core} 3.6 and the reader {@code
   *     qklm-dbpedia-index}
   */
  public DbpediaSource(Path folder) {
    this.folder = folder;
  }

  @Override
  public String description() {
    return "DBpedia (most linked entities, 2013) in " + folder;
  }

  @Override
  public String state() throws IOException {
    return SourceFiles.state(description(), folder);
  }

  @Override
  public void readInto(KnowledgeSink sink) throws IOException {
    try (IsolatedDbpediaIndex index = IsolatedDbpediaIndex.open(folder)) {
      while (index.hasNext()) {
        Map<String, List<String>> fields = index.next();
        Optional<DbpediaRecord> record = DbpediaRecord.of(fields);
        if (record.isPresent()) {
          read(record.get(), sink);
        }
      }
    }
  }

  private static void read(DbpediaRecord record, KnowledgeSink sink) throws IOException {
    Entity entity;
    List<Fact> facts;
    try {
      entity = record.entity();
      facts = record.facts();
    } catch (IllegalArgumentException | DateTimeException e) {
      // A value that is no number, out of range or no day.
      sink.problem("DBpedia page " + record.title(), String.valueOf(e.getMessage()));
      return;
    }
    sink.entity(entity);
    for (Fact fact : facts) {
      sink.fact(fact);
    }
  }

  @Override
  public List<SourceCredit> credits() {
    return List.of(
        new SourceCredit(
            "DBpedia",
            "CC-BY-SA-3.0",
            "Text and data from DBpedia and Wikipedia, as published by Apache Stanbol in 2013"));
  }
}
