package io.qklm.kg.source.rdf;

import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.draft.EntityDraft;
import io.qklm.kg.source.draft.EntityDrafts;
import io.qklm.kg.source.draft.Values;
import io.qklm.kg.source.lines.UnusableLineException;
import io.qklm.kg.source.wikidata.WikidataClasses;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.rdf4j.model.IRI;
import org.eclipse.rdf4j.model.Literal;
import org.eclipse.rdf4j.model.Statement;

/** Sorts statements into names, types and facts. */
final class RdfStatements {

  private static final String ENGLISH = "en";
  private static final Set<String> LABELS =
      Set.of("rdfs:label", "skos:prefLabel", "schema:name", "foaf:name");
  private static final Set<String> ALIASES = Set.of("skos:altLabel", "schema:alternateName");
  private static final Set<String> DESCRIPTIONS =
      Set.of("rdfs:comment", "schema:description", "dbo:abstract");

  private static final Map<String, EntityKind> KINDS =
      Map.of(
          "dbo:Person", EntityKind.PER,
          "schema:Person", EntityKind.PER,
          "foaf:Person", EntityKind.PER,
          "dbo:Organisation", EntityKind.ORG,
          "schema:Organization", EntityKind.ORG,
          "dbo:Place", EntityKind.LOC,
          "schema:Place", EntityKind.LOC,
          "dbo:Work", EntityKind.MISC,
          "schema:CreativeWork", EntityKind.MISC,
          "dbo:Event", EntityKind.MISC);

  private final EntityDrafts drafts;
  private final Set<String> languages;
  private final KnowledgeSink sink;
  private long blank;

  /** Takes texts of all languages if {@code languages} is empty. */
  RdfStatements(EntityDrafts drafts, Set<String> languages, KnowledgeSink sink) {
    this.drafts = drafts;
    this.languages = languages;
    this.sink = sink;
  }

  void add(Statement statement) throws IOException, UnusableLineException {
    if (!(statement.getSubject() instanceof IRI)
        || !(statement.getObject() instanceof IRI || statement.getObject() instanceof Literal)) {
      blank++;
      return;
    }
    EntityId subject = Values.id(RdfNames.shorten(statement.getSubject().stringValue()));
    String relation = RdfNames.shorten(statement.getPredicate().stringValue());
    if (statement.getObject() instanceof Literal literal) {
      literal(subject, relation, literal);
    } else {
      String object = RdfNames.shorten(statement.getObject().stringValue());
      if (relation.equals("rdf:type")) {
        drafts.of(subject).type(object);
      } else {
        sink.fact(new Fact(subject, relation, new FactObject.OfEntity(Values.id(object))));
      }
    }
  }

  private void literal(EntityId subject, String relation, Literal literal)
      throws IOException, UnusableLineException {
    String language = literal.getLanguage().orElse(ENGLISH);
    boolean name = LABELS.contains(relation);
    boolean alias = ALIASES.contains(relation);
    boolean description = DESCRIPTIONS.contains(relation);
    if (!name && !alias && !description) {
      Optional<FactObject> object = RdfLiteral.object(literal);
      if (object.isPresent()) {
        sink.fact(new Fact(subject, relation, object.get()));
      }
    } else if (languages.isEmpty() || languages.contains(language)) {
      EntityDraft draft = drafts.of(subject);
      if (name) {
        draft.label(language, literal.getLabel());
      } else if (alias) {
        draft.alias(language, literal.getLabel());
      } else {
        draft.description(language, literal.getLabel());
      }
    }
  }

  void finish(String place) throws IOException {
    drafts.finish(sink, draft -> kind(draft.types()));
    if (blank > 0) {
      sink.note(place + ": " + blank + " statements about or of blank nodes were left out");
    }
  }

  private static EntityKind kind(List<String> types) {
    return types.stream()
        .map(KINDS::get)
        .filter(kind -> kind != null)
        .findFirst()
        .orElseGet(() -> WikidataClasses.kind(types));
  }
}
