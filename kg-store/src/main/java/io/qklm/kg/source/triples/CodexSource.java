package io.qklm.kg.source.triples;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.kg.Relation;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.SourceCredit;
import io.qklm.kg.source.SourceOptions;
import io.qklm.kg.source.draft.EntityDraft;
import io.qklm.kg.source.draft.EntityDrafts;
import io.qklm.kg.source.draft.Values;
import io.qklm.kg.source.lines.JsonRecords;
import io.qklm.kg.source.lines.SourceFiles;
import io.qklm.kg.source.lines.UnusableLineException;
import io.qklm.kg.source.wikidata.WikidataClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * CoDEx, a part of Wikidata made for link prediction: the folder of its repository, or the {@code
 * data} folder in it. Entities get their names from {@code entities/LANGUAGE/entities.json} where
 * that is there, types from {@code types/LANGUAGE/types.json}.
 */
public final class CodexSource implements KnowledgeSource {

  public static final Set<String> KEYS = Set.of("size", "splits", "languages");
  private static final List<String> SIZES = List.of("s", "m", "l");

  /** CoDEx-L has 78,000 entities. */
  private static final int MOST_ENTITIES = 1_000_000;

  private final Path folder;
  private final String size;
  private final List<String> splits;
  private final List<String> languages;

  /**
   * Nothing is read yet.
   *
   * @param size {@code s}, {@code m} or {@code l}
   * @param splits of {@code train}, {@code valid} and {@code test}
   * @param languages of names
   */
  public CodexSource(Path folder, String size, List<String> splits, List<String> languages) {
    this.folder = folder;
    this.size = size;
    this.splits = List.copyOf(splits);
    this.languages = List.copyOf(languages);
  }

  public static CodexSource of(Path folder, SourceOptions options) {
    return new CodexSource(
        folder,
        options.oneOf("size", SIZES, "m"),
        Splits.of(options),
        options.list("languages", List.of("en", "zh")));
  }

  @Override
  public String description() {
    return "codex-" + size + " " + folder;
  }

  @Override
  public String state() throws IOException {
    return SourceFiles.state(description(), folder, size, splits, languages);
  }

  @Override
  public void readInto(KnowledgeSink sink) throws IOException {
    Path data = Files.isDirectory(folder.resolve("data")) ? folder.resolve("data") : folder;
    EntityDrafts drafts = new EntityDrafts(description(), MOST_ENTITIES);
    Map<String, Map<String, String>> relations = new TreeMap<>();
    for (String language : languages) {
      for (String kind : List.of("entities", "types")) {
        Optional<Path> file = file(data, kind, language);
        if (file.isPresent()) {
          JsonRecords.read(file.get(), sink, (id, record) -> text(drafts, id, language, record));
        }
      }
      Optional<Path> file = file(data, "relations", language);
      if (file.isPresent()) {
        JsonRecords.read(
            file.get(), sink, (id, record) -> relation(relations, id, language, record));
      }
    }
    Optional<Path> types = Splits.file(data.resolve("types"), "entity2types.json");
    if (types.isPresent()) {
      JsonRecords.read(types.get(), sink, (id, record) -> types(drafts, id, record));
    }
    drafts.finish(sink, draft -> WikidataClasses.kind(draft.types()));
    for (Map.Entry<String, Map<String, String>> relation : relations.entrySet()) {
      sink.relation(new Relation(relation.getKey(), relation.getValue(), Optional.empty()));
    }
    Splits.read(
        data.resolve("triples").resolve("codex-" + size), splits, id -> id, relation -> {}, sink);
  }

  private static Optional<Path> file(Path data, String kind, String language) {
    return Splits.file(data.resolve(kind).resolve(language), kind + ".json");
  }

  private static void text(EntityDrafts drafts, String id, String language, JsonNode record)
      throws IOException, UnusableLineException {
    drafts
        .of(Values.id(id))
        .label(language, record.path("label").asText(""))
        .description(language, record.path("description").asText(""));
  }

  private static void relation(
      Map<String, Map<String, String>> relations, String id, String language, JsonNode record)
      throws UnusableLineException {
    Values.id(id);
    String label = record.path("label").asText("");
    Map<String, String> labels = relations.computeIfAbsent(id, r -> new TreeMap<>());
    if (!label.isBlank()) {
      labels.put(language, label);
    }
  }

  private static void types(EntityDrafts drafts, String id, JsonNode types)
      throws IOException, UnusableLineException {
    EntityDraft draft = drafts.of(Values.id(id));
    types.forEach(type -> draft.type(type.asText()));
  }

  @Override
  public List<SourceCredit> credits() {
    return List.of(
        new SourceCredit("CoDEx", "MIT", "CoDEx by Tara Safavi and Danai Koutra"),
        new SourceCredit("Wikidata", "CC0-1.0", "Structured data from Wikidata"));
  }
}
