package io.qklm.kg.source.rdf;

import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Languages;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.draft.EntityDraft;
import io.qklm.kg.source.draft.EntityDrafts;
import io.qklm.kg.source.draft.Values;
import io.qklm.kg.source.lines.UnusableLineException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.rdf4j.model.IRI;
import org.eclipse.rdf4j.model.Literal;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.model.Value;

/** Sorts statements into names, types and facts. */
final class RdfStatements {

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
    EntityId subject = Values.id(name(statement.getSubject()));
    String relation = name(statement.getPredicate());
    if (statement.getObject() instanceof Literal literal) {
      literal(subject, relation, literal);
    } else {
      String object = name(statement.getObject());
      if (relation.equals("rdf:type")) {
        drafts.of(subject).type(object);
      } else {
        sink.fact(new Fact(subject, relation, new FactObject.OfEntity(Values.id(object))));
      }
    }
  }

  private static String name(Value iri) throws UnusableLineException {
    String text = iri.stringValue();
    if (text.startsWith(RdfNames.BASE)) {
      throw new UnusableLineException(
          "the IRI <"
              + Values.shown(text.substring(RdfNames.BASE.length()))
              + "> is relative and the file has no @base; write it in full, or add one");
    }
    return RdfNames.shorten(text);
  }

  private void literal(EntityId subject, String relation, Literal literal)
      throws IOException, UnusableLineException {
    String language = Languages.tag(literal.getLanguage().orElse(Languages.ENGLISH));
    boolean name = RdfVocabulary.LABELS.contains(relation);
    boolean alias = RdfVocabulary.ALIASES.contains(relation);
    boolean description = RdfVocabulary.DESCRIPTIONS.contains(relation);
    boolean given = RdfVocabulary.GIVEN_NAMES.contains(relation);
    boolean family = RdfVocabulary.FAMILY_NAMES.contains(relation);
    if (!name && !alias && !description && !given && !family) {
      Optional<FactObject> object = RdfLiteral.object(literal);
      if (object.isPresent()) {
        sink.fact(new Fact(subject, relation, object.get()));
      }
    } else if (wanted(language)) {
      EntityDraft draft = drafts.of(subject);
      String text = literal.getLabel().strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
      if (name) {
        draft.label(language, text);
      } else if (alias) {
        draft.alias(language, text);
      } else if (description) {
        draft.description(language, literal.getLabel());
      } else {
        draft.part(language, given, text);
      }
    }
  }

  /** Whether texts in a language, of whatever region, are taken. */
  private boolean wanted(String language) {
    return languages.isEmpty()
        || languages.stream().anyMatch(code -> Languages.same(code, language));
  }

  void finish(String place) throws IOException {
    drafts.finish(sink, draft -> RdfVocabulary.kind(draft.types()));
    if (blank > 0) {
      sink.note(place + ": " + blank + " statements about or of blank nodes were left out");
    }
  }
}
