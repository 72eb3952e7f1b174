package io.qklm.kg.source.wikidata;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.ResumableSource;
import io.qklm.kg.source.SourceCredit;
import io.qklm.kg.source.SourcePosition;
import io.qklm.kg.source.draft.EntityDraft;
import io.qklm.kg.source.draft.Values;
import io.qklm.kg.source.lines.LineFile;
import io.qklm.kg.source.lines.SourceFiles;
import io.qklm.kg.source.lines.UnusableLineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Wikidata JSON dump: an array with one entity a line, plain, gzip or bzip2, read from front to
 * back with one line in memory. Items become entities and facts, properties become relations, all
 * else is passed over. Reading goes on where it broke off: at once in a plain file, after
 * decompressing what went before in gzip, and in bzip2 what went before in the same stream.
 */
public final class WikidataSource implements ResumableSource {

  /** The longest lines of a dump have about 10 MB. */
  private static final int MAX_LINE_BYTES = 64 << 20;

  /** The most linked item has about so many pages. */
  private static final double MOST_SITELINKS = 400;

  /** Reasons for which items are left out and counted. */
  private static final int LEFT_OUT = 3;

  private static final String INSTANCE_OF = "P31";
  private static final String INVERSE = "P1696";

  private final Path file;
  private final WikidataOptions options;
  private final Set<String> languages;

  /** Nothing is read yet. */
  public WikidataSource(Path file, WikidataOptions options) {
    this.file = file;
    this.options = options;
    this.languages = new HashSet<>(options.languages());
  }

  @Override
  public String description() {
    return "wikidata " + file;
  }

  @Override
  public String state() throws IOException {
    return SourceFiles.state(description(), file, options);
  }

  @Override
  public void readInto(KnowledgeSink sink) throws IOException {
    readInto(sink, SourcePosition.START);
  }

  @Override
  public void readInto(KnowledgeSink sink, SourcePosition from) throws IOException {
    long[] skipped = new long[LEFT_OUT];
    for (int i = 0; i < from.counts().size() && i < LEFT_OUT; i++) {
      skipped[i] = from.counts().get(i);
    }
    LineFile.read(
        file,
        MAX_LINE_BYTES,
        from,
        sink,
        line -> line(line, sink, skipped),
        () -> Arrays.stream(skipped).boxed().toList());
    note(sink, skipped[0], "items have too few sitelinks");
    note(sink, skipped[1], "items have no label in " + options.languages());
    note(sink, skipped[2], "items are pages of a wiki, such as disambiguations");
  }

  private void note(KnowledgeSink sink, long count, String what) {
    if (count > 0) {
      sink.note(file + ": " + count + " " + what + " and were left out");
    }
  }

  private void line(String line, KnowledgeSink sink, long[] skipped)
      throws IOException, UnusableLineException {
    String json = line.strip();
    json = json.endsWith(",") ? json.substring(0, json.length() - 1) : json;
    if (json.isEmpty() || json.equals("[") || json.equals("]")) {
      return;
    }
    WikidataRecord record = WikidataRecord.read(json, languages);
    switch (record.type()) {
      case "item" -> item(record, sink, skipped);
      case "property" -> sink.relation(relation(record));
      case "lexeme", "mediainfo", "entity-schema" -> {
        // Words and files are no entities.
      }
      default ->
          throw new UnusableLineException(
              "the entity's type is '"
                  + Values.shown(record.type())
                  + "'; item and property are allowed");
    }
  }

  private void item(WikidataRecord record, KnowledgeSink sink, long[] skipped)
      throws IOException, UnusableLineException {
    EntityId id = Values.id(record.id());
    if (record.sitelinks() < options.sitelinks()) {
      skipped[0]++;
      return;
    }
    List<String> types = types(record);
    if (WikidataClasses.noEntity(types)) {
      skipped[2]++;
      return;
    }
    Optional<Entity> entity = draft(id, record, types).entity(WikidataClasses.kind(types));
    if (entity.isEmpty()) {
      skipped[1]++;
      return;
    }
    sink.entity(entity.get());
    UnusableLineException bad = null;
    for (Map.Entry<String, List<JsonNode>> claim : record.claims().entrySet()) {
      if (!claim.getKey().equals(INSTANCE_OF)) {
        for (JsonNode snak : claim.getValue()) {
          try {
            Optional<FactObject> object = WikidataValues.object(snak);
            if (object.isPresent()) {
              sink.fact(new Fact(id, claim.getKey(), object.get()));
            }
          } catch (UnusableLineException e) {
            bad = new UnusableLineException(id + " " + claim.getKey() + ": " + e.getMessage());
          }
        }
      }
    }
    if (bad != null) {
      throw bad;
    }
  }

  private EntityDraft draft(EntityId id, WikidataRecord record, List<String> types) {
    EntityDraft draft = new EntityDraft(id);
    String shared = record.labels().getOrDefault(WikidataRecord.ANY_LANGUAGE, "");
    for (String language : options.languages()) {
      draft
          .label(language, record.labels().getOrDefault(language, shared))
          .description(language, record.descriptions().getOrDefault(language, ""));
      record.aliases().getOrDefault(language, List.of()).forEach(a -> draft.alias(language, a));
    }
    String first = options.languages().get(0);
    record
        .aliases()
        .getOrDefault(WikidataRecord.ANY_LANGUAGE, List.of())
        .forEach(alias -> draft.alias(first, alias));
    types.forEach(draft::type);
    return draft.rank(EntityDraft.logScale(record.sitelinks(), MOST_SITELINKS));
  }

  private static List<String> types(WikidataRecord record) {
    return record.claims().getOrDefault(INSTANCE_OF, List.of()).stream()
        .map(snak -> snak.path("datavalue").path("value").path("id").asText())
        .filter(id -> id.startsWith("Q"))
        .toList();
  }

  private Relation relation(WikidataRecord record) throws UnusableLineException {
    EntityId id = Values.id(record.id());
    Map<String, String> labels = new java.util.TreeMap<>(record.labels());
    String shared = labels.remove(WikidataRecord.ANY_LANGUAGE);
    if (shared != null) {
      options.languages().forEach(language -> labels.putIfAbsent(language, shared));
    }
    Optional<String> inverse =
        record.claims().getOrDefault(INVERSE, List.of()).stream()
            .map(snak -> snak.path("datavalue").path("value").path("id").asText())
            .filter(other -> other.startsWith("P"))
            .findFirst();
    return new Relation(id.value(), labels, inverse);
  }

  @Override
  public List<SourceCredit> credits() {
    return List.of(new SourceCredit("Wikidata", "CC0-1.0", "Structured data from Wikidata"));
  }
}
