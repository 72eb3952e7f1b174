package io.qklm.kg.source.dbpedia;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.SourceCredit;
import io.qklm.kg.source.lines.SourceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * DBpedia's 43,076 most linked entities of 2013, from the index that Apache Stanbol published:
 * labels in 14 languages, English descriptions, types, dates of birth and death, populations,
 * coordinates. A page that only leads to another gives that one its names. Shared categories and
 * the entities that an article names become relations for resolution.
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
    Set<EntityId> entities = new HashSet<>();
    ResolutionRelations relations = new ResolutionRelations();
    Map<DbpediaRecord, EntityId> redirects = new LinkedHashMap<>();
    try (IsolatedDbpediaIndex index = IsolatedDbpediaIndex.open(folder)) {
      while (index.hasNext()) {
        Optional<DbpediaRecord> record = DbpediaRecord.of(index.next());
        if (record.isEmpty()) {
          continue;
        }
        Optional<EntityId> target = record.get().redirect();
        if (target.isPresent()) {
          redirects.put(record.get(), target.get());
        } else {
          read(record.get(), sink, relations).ifPresent(entities::add);
        }
      }
    }
    // Where a page leads is known when all are; the first label of an entity stays its label.
    for (Map.Entry<DbpediaRecord, EntityId> redirect : redirects.entrySet()) {
      if (entities.contains(redirect.getValue())) {
        Entity names = redirect.getKey().namesOf(redirect.getValue());
        sink.entity(names);
        relations.name(names.label("en"), names.id());
      } else {
        read(redirect.getKey(), sink, relations);
      }
    }
    relations.readInto(sink);
  }

  private static Optional<EntityId> read(
      DbpediaRecord record, KnowledgeSink sink, ResolutionRelations relations) throws IOException {
    Entity entity;
    List<Fact> facts;
    try {
      entity = record.entity();
      facts = record.facts();
    } catch (IllegalArgumentException | DateTimeException e) {
      // A value that is no number, out of range or no day.
      sink.problem("DBpedia page " + record.title(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
    sink.entity(entity);
    for (Fact fact : facts) {
      sink.fact(fact);
    }
    relations.page(entity.id(), entity.kind(), record.names(), record.text(), record.categories());
    return Optional.of(entity.id());
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
