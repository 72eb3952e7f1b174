package io.qklm.kg.source.kgtk;

import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.SourceCredit;
import io.qklm.kg.source.SourceOptions;
import io.qklm.kg.source.draft.EntityDraft;
import io.qklm.kg.source.draft.EntityDrafts;
import io.qklm.kg.source.draft.Values;
import io.qklm.kg.source.lines.BoundedLines;
import io.qklm.kg.source.lines.LineFile;
import io.qklm.kg.source.lines.SourceFiles;
import io.qklm.kg.source.lines.UnusableLineException;
import io.qklm.kg.source.wikidata.WikidataClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Edges in KGTK's TSV form: one file, or a folder whose {@code .tsv} files, plain or compressed,
 * are read in the order of their names. Names, types and ranks are scattered over the files, so
 * entities are held in memory until all is read; facts pass straight through.
 */
public final class KgtkSource implements KnowledgeSource {

  public static final Set<String> KEYS = Set.of("entities");
  private static final String INSTANCE_OF = "P31";
  private static final double MOST_IN_DEGREE = 1_000_000;

  /** A PageRank of 1e-8 is nothing, 1 is all. */
  private static final double PAGERANK_DECADES = 8;

  private final Path path;
  private final int entityLimit;

  /**
   * Nothing is read yet.
   *
   * @param entityLimit entities held in memory at most
   */
  public KgtkSource(Path folderOrFile, int entityLimit) {
    this.path = folderOrFile;
    this.entityLimit = entityLimit;
  }

  public static KgtkSource of(Path path, SourceOptions options) {
    return new KgtkSource(path, options.number("entities", 1, EntityDrafts.DEFAULT_LIMIT));
  }

  @Override
  public String description() {
    return "kgtk " + path;
  }

  @Override
  public String state() throws IOException {
    return SourceFiles.state(description(), path, entityLimit);
  }

  @Override
  public void readInto(KnowledgeSink sink) throws IOException {
    EntityDrafts drafts = new EntityDrafts(description(), entityLimit);
    Map<String, Map<String, String>> relations = new TreeMap<>();
    for (Path file : files()) {
      Edges edges = new Edges(file, drafts, relations, sink);
      LineFile.read(file, BoundedLines.MAX_LINE_BYTES, sink, edges::line);
      edges.pass();
    }
    drafts.finish(sink, draft -> WikidataClasses.kind(draft.types()));
    for (Map.Entry<String, Map<String, String>> relation : relations.entrySet()) {
      sink.relation(new Relation(relation.getKey(), relation.getValue(), Optional.empty()));
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.list(path)) {
      List<Path> files =
          all.filter(file -> file.toString().matches(".*\\.tsv(\\.gz|\\.bz2)?")).sorted().toList();
      if (files.isEmpty()) {
        throw new IOException("there are no edges in " + path + ": it has no .tsv files");
      }
      return files;
    }
  }

  @Override
  public List<SourceCredit> credits() {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return List.of(
        new SourceCredit("KGTK " + (name == null ? path : name), "not stated", ""),
        new SourceCredit("Wikidata", "CC0-1.0", "Structured data from Wikidata"));
  }

  /** The edges of one file; its first line names the columns. */
  private static final class Edges {

    private final Path file;
    private final EntityDrafts drafts;
    private final Map<String, Map<String, String>> relations;
    private final KnowledgeSink sink;
    private int columns;
    private int node1;
    private int label;
    private int node2;
    private int id;
    private int type;
    private int rank;
    private String lastEdge = "";

    /** The statements of one node and label, which stand together, until the next begin. */
    private final List<Fact> normal = new ArrayList<>();

    private final List<Fact> preferred = new ArrayList<>();
    private boolean anyPreferred;
    private String group = "";

    Edges(
        Path file,
        EntityDrafts drafts,
        Map<String, Map<String, String>> relations,
        KnowledgeSink sink) {
      this.file = file;
      this.drafts = drafts;
      this.relations = relations;
      this.sink = sink;
    }

    void line(String line) throws IOException, UnusableLineException {
      List<String> fields = List.of(line.split("\t", -1));
      if (columns == 0) {
        header(fields);
        return;
      }
      if (fields.size() != columns) {
        throw new UnusableLineException(
            "the line has "
                + fields.size()
                + " fields and needs "
                + columns
                + ", as the first line");
      }
      String subject = fields.get(node1);
      boolean qualifier = subject.equals(lastEdge) || subject.matches("[QP][0-9]+-.*");
      boolean catalogue = type >= 0 && fields.get(type).equals("external-id");
      if (qualifier || catalogue) {
        return;
      }
      lastEdge = id < 0 ? "" : fields.get(id);
      String ranked = rank < 0 ? "" : fields.get(rank).strip();
      if (ranked.endsWith("deprecated")) {
        return; // Said to be wrong by those who keep the data.
      }
      String begun = subject + "\t" + fields.get(label);
      if (!begun.equals(group)) {
        pass();
        group = begun;
      }
      boolean first = ranked.endsWith("preferred");
      if (subject.matches("P[0-9]+|P[a-z_]+")) {
        property(subject, fields.get(label), fields.get(node2));
      } else {
        edge(Values.id(subject), fields.get(label), fields.get(node2), first);
      }
    }

    private void header(List<String> fields) throws IOException {
      columns = fields.size();
      node1 = fields.indexOf("node1");
      label = fields.indexOf("label");
      node2 = fields.indexOf("node2");
      id = fields.indexOf("id");
      type = fields.indexOf("node2;wikidatatype");
      rank = fields.indexOf("rank");
      if (node1 < 0 || label < 0 || node2 < 0) {
        throw new IOException(
            file
                + " is no file of KGTK edges: its first line names no columns node1, label and"
                + " node2, separated by tabs");
      }
    }

    private void property(String subject, String edge, String value) throws UnusableLineException {
      Map<String, String> labels = relations.computeIfAbsent(subject, p -> new TreeMap<>());
      if (edge.equals("label")) {
        FactObject.Text text = KgtkValue.languageText(value);
        labels.putIfAbsent(text.language().orElse("en"), text.value());
      }
    }

    /** Passes the statements in force on: the preferred ones, else the normal ones. */
    void pass() throws IOException {
      for (Fact fact : anyPreferred ? preferred : normal) {
        if (fact.relation().equals(INSTANCE_OF)) {
          drafts.of(fact.subject()).type(((FactObject.OfEntity) fact.object()).id().value());
        } else {
          sink.fact(fact);
        }
      }
      normal.clear();
      preferred.clear();
      anyPreferred = false;
    }

    private void edge(EntityId subject, String edge, String value, boolean first)
        throws IOException, UnusableLineException {
      switch (edge) {
        case "label" -> {
          FactObject.Text text = KgtkValue.languageText(value);
          drafts.of(subject).label(text.language().orElse("en"), text.value());
        }
        case "alias" -> {
          FactObject.Text text = KgtkValue.languageText(value);
          drafts.of(subject).alias(text.language().orElse("en"), text.value());
        }
        case "description" -> {
          FactObject.Text text = KgtkValue.languageText(value);
          drafts.of(subject).description(text.language().orElse("en"), text.value());
        }
        case INSTANCE_OF, "isa" -> {
          drafts.of(subject);
          hold(new Fact(subject, INSTANCE_OF, new FactObject.OfEntity(Values.id(value))), first);
        }
        case "Pin_degree" ->
            drafts.of(subject).rank(EntityDraft.logScale(number(value), MOST_IN_DEGREE));
        case "Pdirected_pagerank", "Pundirected_pagerank" ->
            drafts.of(subject).rank(1 + Math.log10(number(value)) / PAGERANK_DECADES);
        case "Pout_degree", "P279star", "datatype" -> {
          // Derived from other edges.
        }
        default -> {
          if (edge.isBlank()) {
            throw new UnusableLineException("the edge from " + subject + " has no label");
          }
          Optional<FactObject> object = KgtkValue.object(value);
          if (object.isPresent()) {
            hold(new Fact(subject, edge, object.get()), first);
          } else {
            anyPreferred |= first; // Preferably nothing is said.
          }
        }
      }
    }

    private void hold(Fact fact, boolean first) {
      anyPreferred |= first;
      (first ? preferred : normal).add(fact);
    }

    private static double number(String value) throws UnusableLineException {
      return Values.quantity(value, Optional.empty()).value().doubleValue();
    }
  }
}
