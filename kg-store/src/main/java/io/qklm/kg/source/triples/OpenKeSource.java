package io.qklm.kg.source.triples;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.kg.Entity;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Relation;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.SourceCredit;
import io.qklm.kg.source.SourceOptions;
import io.qklm.kg.source.draft.EntityDraft;
import io.qklm.kg.source.draft.Values;
import io.qklm.kg.source.lines.JsonRecords;
import io.qklm.kg.source.lines.SourceFiles;
import io.qklm.kg.source.lines.UnusableLineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Freebase triples as link prediction uses them (FB15k-237): a folder with {@code train.txt},
 * {@code valid.txt} and {@code test.txt}, and {@code entity2wikidata.json}, which gives each
 * machine id its label, description, alternatives and Wikidata item. Entities go by their Wikidata
 * id where there is one, unless Freebase's own are asked for.
 */
public final class OpenKeSource implements KnowledgeSource {

  public static final Set<String> KEYS = Set.of("splits", "ids");
  private static final String ENGLISH = "en";

  private final Path folder;
  private final List<String> splits;
  private final boolean freebaseIds;

  /**
   * Nothing is read yet.
   *
   * @param splits of {@code train}, {@code valid} and {@code test}
   * @param freebaseIds whether entities keep ids such as {@code /m/0156q}
   */
  public OpenKeSource(Path folder, List<String> splits, boolean freebaseIds) {
    this.folder = folder;
    this.splits = List.copyOf(splits);
    this.freebaseIds = freebaseIds;
  }

  public static OpenKeSource of(Path folder, SourceOptions options) {
    String ids = options.oneOf("ids", List.of("wikidata", "freebase"), "wikidata");
    return new OpenKeSource(folder, Splits.of(options), ids.equals("freebase"));
  }

  @Override
  public String description() {
    return "openke " + folder;
  }

  @Override
  public String state() throws IOException {
    return SourceFiles.state(description(), folder, splits, freebaseIds);
  }

  @Override
  public void readInto(KnowledgeSink sink) throws IOException {
    Map<String, String> names = new HashMap<>();
    Optional<Path> labels = Splits.file(folder, "entity2wikidata.json");
    if (labels.isPresent()) {
      JsonRecords.read(labels.get(), sink, (id, record) -> sink.entity(entity(id, record, names)));
    } else {
      sink.note(
          folder
              + " has no entity2wikidata.json: its facts say something only of entities that"
              + " another source names");
    }
    Set<String> relations = new TreeSet<>();
    Splits.read(folder, splits, id -> names.getOrDefault(id, id), relations::add, sink);
    for (String relation : relations) {
      sink.relation(new Relation(relation, Map.of(ENGLISH, label(relation)), Optional.empty()));
    }
  }

  private Entity entity(String machineId, JsonNode record, Map<String, String> names)
      throws UnusableLineException {
    String item = record.path("wikidata_id").asText("");
    String id = freebaseIds || item.isBlank() ? machineId : item;
    EntityDraft draft =
        new EntityDraft(Values.id(id))
            .label(ENGLISH, record.path("label").asText(""))
            .description(ENGLISH, record.path("description").asText(""));
    record.path("alternatives").forEach(name -> draft.alias(ENGLISH, name.asText("")));
    Entity entity =
        draft
            .entity(EntityKind.UNKNOWN)
            .orElseThrow(() -> new UnusableLineException("the entity has no label"));
    names.put(machineId, id);
    return entity;
  }

  /** The last step of a path, in words: {@code /film/film/genre} is "genre". */
  private static String label(String relation) {
    String last = relation.substring(relation.lastIndexOf('/') + 1).replace('_', ' ').strip();
    return last.isEmpty() ? relation : last;
  }

  @Override
  public List<SourceCredit> credits() {
    return List.of(
        new SourceCredit("Freebase", "CC-BY-2.5", "Facts from Freebase"),
        new SourceCredit("Wikidata", "CC0-1.0", "Names from Wikidata"));
  }
}
