package io.qklm.kg.source.wikidata;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Languages;
import io.qklm.kg.Relation;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.ResumableSource;
import io.qklm.kg.source.SourceCredit;
import io.qklm.kg.source.SourcePosition;
import io.qklm.kg.source.draft.EntityDraft;
import io.qklm.kg.source.draft.Values;
import io.qklm.kg.source.lines.LineFile;
import io.qklm.kg.source.lines.SourceFile;
import io.qklm.kg.source.lines.UnusableLineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

  /** After these counts, whether an array is open, then the numbers of known properties. */
  private static final int ARRAY_OPEN = LEFT_OUT;

  private static final String INSTANCE_OF = "P31";
  private static final String INVERSE = "P1696";

  private final SourceFile file;
  private final WikidataOptions options;
  private final Set<String> languages;

  /** Nothing is read yet. */
  public WikidataSource(Path file, WikidataOptions options) {
    this(SourceFile.of(file), options);
  }

  /** Reads a dump wherever it lies. */
  public WikidataSource(SourceFile file, WikidataOptions options) {
    this.file = file;
    this.options = options;
    this.languages =
        options.languages().stream().map(Languages::primary).collect(Collectors.toSet());
  }

  @Override
  public String description() {
    return "wikidata " + file.name();
  }

  @Override
  public String state() throws IOException {
    return "wikidata " + file.state() + ", " + options;
  }

  @Override
  public void readInto(KnowledgeSink sink) throws IOException {
    readInto(sink, SourcePosition.START);
  }

  @Override
  public void readInto(KnowledgeSink sink, SourcePosition from) throws IOException {
    Progress progress = new Progress(from.counts());
    LineFile.read(
        file, MAX_LINE_BYTES, from, sink, line -> line(line, sink, progress), progress::counts);
    if (progress.arrayOpen) {
      sink.incomplete(
          file.name(),
          "the dump ends without the ']' that closes its array, so it was cut short; fetch it"
              + " again");
    }
    note(sink, progress.skipped[0], "items have too few sitelinks");
    note(sink, progress.skipped[1], "items have no label in " + options.languages());
    note(sink, progress.skipped[2], "items are pages of a wiki, such as disambiguations");
  }

  /** What is known of the lines before; goes into the places that reading can go on from. */
  private static final class Progress {

    private final long[] skipped = new long[LEFT_OUT];
    private boolean arrayOpen;

    /** Numbers of properties whose values are passed over, for dumps that say so only there. */
    private final Set<Long> passedOver = new TreeSet<>();

    Progress(List<Long> counts) {
      for (int i = 0; i < counts.size(); i++) {
        if (i < LEFT_OUT) {
          skipped[i] = counts.get(i);
        } else if (i == ARRAY_OPEN) {
          arrayOpen = counts.get(i) != 0;
        } else {
          passedOver.add(counts.get(i));
        }
      }
    }

    List<Long> counts() {
      List<Long> counts = new ArrayList<>();
      Arrays.stream(skipped).forEach(counts::add);
      counts.add(arrayOpen ? 1L : 0L);
      counts.addAll(passedOver);
      return counts;
    }

    void property(WikidataRecord record) {
      if (WikidataValues.passedOver(record.datatype()) && record.id().matches("P[0-9]{1,18}")) {
        passedOver.add(Long.parseLong(record.id().substring(1)));
      }
    }

    boolean passesOver(String property) {
      return property.matches("P[0-9]{1,18}")
          && passedOver.contains(Long.parseLong(property.substring(1)));
    }
  }

  private void note(KnowledgeSink sink, long count, String what) {
    if (count > 0) {
      sink.note(file.name() + ": " + count + " " + what + " and were left out");
    }
  }

  private void line(String line, KnowledgeSink sink, Progress progress)
      throws IOException, UnusableLineException {
    String json = line.strip();
    boolean opens = json.startsWith("[");
    boolean closes = json.endsWith("]");
    if (opens && !closes) {
      progress.arrayOpen = true;
      json = json.substring(1);
    } else if (closes && !opens) {
      progress.arrayOpen = false;
      json = json.substring(0, json.length() - 1);
    }
    json = json.strip();
    json = json.endsWith(",") ? json.substring(0, json.length() - 1) : json;
    if (json.isEmpty()) {
      return;
    }
    if (json.equals("{")) {
      throw new IOException(
          file.name()
              + " has its entities spread over several lines, and one entity a line is read; write"
              + " it again with 'jq -c .[] "
              + file.name().replaceFirst("^.*/", "")
              + "'");
    }
    WikidataRecord.read(json, languages, record -> record(record, sink, progress));
  }

  private void record(WikidataRecord record, KnowledgeSink sink, Progress progress)
      throws IOException, UnusableLineException {
    switch (record.type()) {
      case "item" -> item(record, sink, progress);
      case "property" -> {
        progress.property(record);
        sink.relation(relation(record));
      }
      case "lexeme", "mediainfo", "entity-schema", WikidataRecord.ABSENT -> {
        // Words and files are no entities, and redirects nothing new.
      }
      default ->
          throw new UnusableLineException(
              "the entity's type is '"
                  + Values.shown(record.type())
                  + "'; item and property are allowed");
    }
  }

  private void item(WikidataRecord record, KnowledgeSink sink, Progress progress)
      throws IOException, UnusableLineException {
    EntityId id = Values.id(record.id());
    if (record.sitelinks() < options.sitelinks()) {
      progress.skipped[0]++;
      return;
    }
    List<String> types = types(record);
    if (WikidataClasses.noEntity(types)) {
      progress.skipped[2]++;
      return;
    }
    Optional<Entity> entity = draft(id, record, types).entity(WikidataClasses.kind(types));
    if (entity.isEmpty()) {
      progress.skipped[1]++;
      return;
    }
    sink.entity(entity.get());
    UnusableLineException bad = null;
    for (Map.Entry<String, List<JsonNode>> claim : record.claims().entrySet()) {
      if (!claim.getKey().equals(INSTANCE_OF)) {
        for (JsonNode snak : claim.getValue()) {
          if (!snak.has("datatype") && progress.passesOver(claim.getKey())) {
            continue;
          }
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
    String shared = record.labels().getOrDefault(Languages.ANY, "");
    for (String language : options.languages()) {
      draft
          .label(language, Languages.find(record.labels(), language).orElse(shared))
          .description(language, Languages.find(record.descriptions(), language).orElse(""));
    }
    record.labels().forEach((code, label) -> draft.alias(filedUnder(code), label));
    record
        .aliases()
        .forEach((code, names) -> names.forEach(name -> draft.alias(filedUnder(code), name)));
    types.forEach(draft::type);
    return draft.rank(EntityDraft.logScale(record.sitelinks(), MOST_SITELINKS));
  }

  /** The wanted language of which a code is the same or another region; the first for all. */
  private String filedUnder(String code) {
    List<String> wanted = options.languages();
    return wanted.stream()
        .filter(language -> language.equalsIgnoreCase(code))
        .findFirst()
        .or(() -> wanted.stream().filter(language -> Languages.same(language, code)).findFirst())
        .orElse(wanted.get(0));
  }

  private static List<String> types(WikidataRecord record) {
    return record.claims().getOrDefault(INSTANCE_OF, List.of()).stream()
        .map(snak -> WikidataValues.id(snak.path("datavalue").path("value")))
        .filter(id -> id.startsWith("Q"))
        .toList();
  }

  private Relation relation(WikidataRecord record) throws UnusableLineException {
    EntityId id = Values.id(record.id());
    Map<String, String> labels = new java.util.TreeMap<>(record.labels());
    String shared = labels.remove(Languages.ANY);
    if (shared != null) {
      options
          .languages()
          .forEach(
              language -> {
                if (Languages.find(labels, language).isEmpty()) {
                  labels.put(language, shared);
                }
              });
    }
    Optional<String> inverse =
        record.claims().getOrDefault(INVERSE, List.of()).stream()
            .map(snak -> WikidataValues.id(snak.path("datavalue").path("value")))
            .filter(other -> other.startsWith("P"))
            .findFirst();
    return new Relation(id.value(), labels, inverse);
  }

  @Override
  public List<SourceCredit> credits() {
    return List.of(new SourceCredit("Wikidata", "CC0-1.0", "Structured data from Wikidata"));
  }
}
