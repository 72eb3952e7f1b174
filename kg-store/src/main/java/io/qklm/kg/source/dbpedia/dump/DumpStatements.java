package io.qklm.kg.source.dbpedia.dump;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Languages;
import io.qklm.kg.Relation;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.draft.EntityDraft;
import io.qklm.kg.source.draft.Values;
import io.qklm.kg.source.lines.UnusableLineException;
import io.qklm.kg.source.rdf.RdfLiteral;
import io.qklm.kg.source.rdf.RdfNames;
import io.qklm.kg.source.rdf.RdfVocabulary;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.rdf4j.model.IRI;
import org.eclipse.rdf4j.model.Literal;
import org.eclipse.rdf4j.model.Statement;

/** Passes each statement of a DBpedia release on as what it says. */
final class DumpStatements {

  private static final String LINK = Relation.RESOLUTION_PREFIX + "page-link";
  private static final String REDIRECTS = "dbo:wikiPageRedirects";
  private static final String DISAMBIGUATES = "dbo:wikiPageDisambiguates";
  private static final String LINKS = "dbo:wikiPageWikiLink";

  /** What concerns pages and not what they are about. */
  private static final Set<String> OF_PAGES =
      Set.of(
          "dbo:wikiPageID",
          "dbo:wikiPageRevisionID",
          "dbo:wikiPageLength",
          "dbo:wikiPageOutDegree",
          "dbo:wikiPageExternalLink",
          "dbo:wikiPageExtracted",
          "dbo:wikiPageModified",
          "dbo:wikiPageHistoryLink",
          "dbo:wikiPageRevisionLink",
          "dbo:wikiPageEditLink",
          "dbo:wikiPageUsesTemplate",
          "dbp:wikiPageUsesTemplate",
          "dbo:thumbnail",
          "foaf:depiction",
          "foaf:primaryTopic",
          "foaf:isPrimaryTopicOf",
          "foaf:page",
          "foaf:homepage",
          "prov:wasDerivedFrom",
          "rdfs:seeAlso",
          "skos:exactMatch");

  private final Set<String> languages;
  private final int mostLinks;
  private final KnowledgeSink sink;

  /** The page whose links are read, by a hash of its id, and how many of them there were. */
  private long linking;

  private long linked;
  private long passedOver;
  private long capped;

  /**
   * Goes on where another left off.
   *
   * @param place what {@link #place} told, or nothing
   */
  DumpStatements(Set<String> languages, int mostLinks, List<Long> place, KnowledgeSink sink) {
    if (place.size() == 2) {
      this.linking = place.get(0);
      this.linked = place.get(1);
    }
    this.languages = languages;
    this.mostLinks = mostLinks;
    this.sink = sink;
  }

  void relations() throws IOException {
    sink.relation(
        new Relation(LINK, Map.of("en", "its article links", "zh", "条目链接"), Optional.empty()));
  }

  void add(Statement statement) throws IOException, UnusableLineException {
    if (!(statement.getSubject() instanceof IRI)) {
      passedOver++;
      return;
    }
    EntityId subject = Values.id(RdfNames.shorten(statement.getSubject().stringValue()));
    String relation = RdfNames.shorten(statement.getPredicate().stringValue());
    if (statement.getObject() instanceof Literal literal) {
      literal(subject, relation, literal);
    } else if (statement.getObject() instanceof IRI) {
      thing(subject, relation, Values.id(RdfNames.shorten(statement.getObject().stringValue())));
    } else {
      passedOver++;
    }
  }

  private void literal(EntityId subject, String relation, Literal literal)
      throws IOException, UnusableLineException {
    String language = Languages.tag(literal.getLanguage().orElse(Languages.ENGLISH));
    String text = literal.getLabel().strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    boolean name = RdfVocabulary.isLabel(relation);
    boolean alias = RdfVocabulary.isAlias(relation);
    if (name || alias || RdfVocabulary.isDescription(relation)) {
      if (!wanted(language) || text.isEmpty()) {
        passedOver++;
      } else if (relation.equals("rdfs:label") && !category(subject)) {
        Optional<Entity> entity =
            new EntityDraft(subject).label(language, text).entity(EntityKind.UNKNOWN);
        if (entity.isPresent()) {
          sink.entity(entity.get());
        }
      } else if (name || alias) {
        sink.name(subject, language, text);
      } else {
        sink.description(subject, language, text);
      }
      return;
    }
    Optional<FactObject> object =
        OF_PAGES.contains(relation) ? Optional.empty() : RdfLiteral.object(literal);
    if (object.isPresent()) {
      sink.fact(new Fact(subject, relation, object.get()));
    } else {
      passedOver++;
    }
  }

  private void thing(EntityId subject, String relation, EntityId object) throws IOException {
    switch (relation) {
      case REDIRECTS -> {
        sink.same(subject, object);
        Optional<String> name = name(subject);
        if (name.isPresent()) {
          sink.name(object, Languages.ENGLISH, name.get());
        }
      }
      case DISAMBIGUATES -> {
        Optional<String> name = name(subject);
        if (name.isPresent()) {
          sink.name(object, Languages.ENGLISH, name.get());
        }
      }
      case LINKS -> link(subject, object);
      case "owl:sameAs" -> {
        // Of all the others only Wikidata's ids are of use here.
        if (object.value().matches("Q[0-9]+")) {
          sink.same(subject, object);
        } else {
          passedOver++;
        }
      }
      case "rdf:type" -> {
        if (object.value().startsWith("dbo:") || object.value().startsWith("schema:")) {
          sink.type(subject, object.value(), RdfVocabulary.kind(List.of(object.value())));
        } else {
          passedOver++;
        }
      }
      default -> {
        if (OF_PAGES.contains(relation)) {
          passedOver++;
        } else {
          sink.fact(new Fact(subject, relation, new FactObject.OfEntity(object)));
        }
      }
    }
  }

  /** Links of a page stand together; each counts for the page it leads to. */
  private void link(EntityId subject, EntityId object) throws IOException {
    if (category(subject) || category(object) || subject.equals(object)) {
      passedOver++;
      return;
    }
    long page = hash(subject.value());
    if (linking != page) {
      linking = page;
      linked = 0;
    }
    linked++;
    sink.prominence(object, KnowledgeSink.Signal.LINKS, 1);
    if (linked <= mostLinks) {
      sink.fact(new Fact(subject, LINK, new FactObject.OfEntity(object)));
    } else {
      capped++;
    }
  }

  /** All that later statements depend on. */
  List<Long> place() {
    return List.of(linking, linked);
  }

  private static long hash(String text) {
    long hash = 1;
    for (int i = 0; i < text.length(); i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }

  private static boolean category(EntityId id) {
    return id.value().matches("dbr:(?:Category|File|Template|Wikipedia|Portal|Help):.*");
  }

  /** The name in a page's id, without what stands in brackets behind it. */
  private static Optional<String> name(EntityId id) {
    String title =
        id.value().replaceFirst("^dbr:", "").replace('_', ' ').replaceFirst(" \\([^()]*\\)$", "");
    return title.isBlank() || category(id) || title.length() > 200
        ? Optional.empty()
        : Optional.of(title);
  }

  /** Whether texts in a language, of whatever region, are taken. */
  private boolean wanted(String language) {
    return languages.isEmpty()
        || languages.stream().anyMatch(code -> Languages.same(code, language));
  }

  void finish(String place) {
    if (passedOver > 0) {
      sink.note(
          place
              + ": "
              + passedOver
              + " statements about pages, files, categories and other languages were left out");
    }
    if (capped > 0) {
      sink.note(
          place + ": " + capped + " page links beyond " + mostLinks + " a page were only counted");
    }
  }
}
