package io.qklm.model.answer;

import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.model.answer.Interpretation.Found;
import io.qklm.model.answer.Interpretation.Operation;
import io.qklm.model.answer.OrderedEntities.Valued;
import io.qklm.model.answer.lexicon.AnswerType;
import io.qklm.model.answer.lexicon.AnswerType.Fit;
import io.qklm.model.answer.lexicon.BoundLexicon;
import io.qklm.model.answer.lexicon.Concept;
import io.qklm.model.answer.lexicon.Match;
import io.qklm.model.answer.lexicon.TypeNoun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** The greatest, the least, and which of two is more. Borrows the snapshot. */
final class OrderFinder {

  /** Subjects within which the greatest is looked for. */
  private static final int SCOPES = 6;

  private final KnowledgeSnapshot snapshot;
  private final BoundLexicon lexicon;
  private final OrderedEntities ordered;

  OrderFinder(KnowledgeSnapshot snapshot, BoundLexicon lexicon) {
    this.snapshot = snapshot;
    this.lexicon = lexicon;
    this.ordered = new OrderedEntities(snapshot);
  }

  /** The readings of a question with a word such as "longest" or "bigger". */
  List<Interpretation> find(AskedQuestion question, List<Subject> subjects) {
    List<Interpretation> found = new ArrayList<>();
    for (Concept concept : lexicon.concepts()) {
      if (!concept.most().isEmpty() || !concept.least().isEmpty()) {
        for (boolean greatest : new boolean[] {true, false}) {
          question
              .lexicon()
              .order(question.text(), concept, greatest)
              .ifPresent(match -> find(question, subjects, match, greatest, found));
        }
      }
    }
    return found;
  }

  private void find(
      AskedQuestion question,
      List<Subject> subjects,
      Match match,
      boolean greatest,
      List<Interpretation> found) {
    for (String relation : lexicon.relations(match.concept())) {
      if (question.frame().chooses()) {
        compare(question, subjects, match, relation, greatest, found);
      } else if (question.frame().noun().isPresent()) {
        TypeNoun noun = question.frame().noun().get();
        List<Subject> scopes =
            subjects.stream().filter(subject -> !subject.plain()).limit(SCOPES).toList();
        // Whoever names a place does not ask for the greatest of all.
        if (scopes.isEmpty()) {
          first(relation, greatest, noun, Optional.empty())
              .ifPresent(one -> found.add(reading(match, relation, List.of(), one)));
        }
        for (Subject scope : scopes) {
          first(relation, greatest, noun, Optional.of(scope))
              .ifPresent(one -> found.add(reading(match, relation, List.of(scope), one)));
        }
      }
    }
  }

  private Optional<Valued> first(
      String relation, boolean greatest, TypeNoun noun, Optional<Subject> scope) {
    return ordered.first(
        relation,
        greatest,
        one ->
            isA(one.ordinal(), noun)
                && (scope.isEmpty() || isWithin(one.ordinal(), scope.get().entity())));
  }

  private boolean isA(int ordinal, TypeNoun noun) {
    Set<String> types = Set.copyOf(snapshot.types(ordinal));
    if (!noun.types().isEmpty() && !types.isEmpty()) {
      return types.stream().anyMatch(noun.types()::contains);
    }
    return snapshot
        .find(ordinal)
        .filter(entity -> noun.type().fit(AnswerType.of(entity.kind())) == Fit.AGREES)
        .isPresent();
  }

  /** Said of it, or of the country that it is said to be in. */
  private boolean isWithin(int ordinal, StoredEntity scope) {
    FactObject whole = new FactObject.OfEntity(scope.id());
    List<FactObject> around = around(ordinal).toList();
    return around.contains(whole)
        || around.stream()
            .filter(FactObject.OfEntity.class::isInstance)
            .map(object -> snapshot.ordinal(((FactObject.OfEntity) object).id()))
            .filter(OptionalInt::isPresent)
            .anyMatch(outer -> around(outer.getAsInt()).anyMatch(whole::equals));
  }

  private Stream<FactObject> around(int ordinal) {
    return snapshot.facts(ordinal).stream()
        .filter(fact -> lexicon.concept(fact.relation()).answer() == AnswerType.PLACE)
        .map(Fact::object);
  }

  private void compare(
      AskedQuestion question,
      List<Subject> subjects,
      Match match,
      String relation,
      boolean greatest,
      List<Interpretation> found) {
    int or = question.text().words().indexOf("or");
    for (Subject one : subjects) {
      for (Subject other : subjects) {
        if (one.words().to() <= or && other.words().from() > or) {
          Optional<Valued> left = valued(one, relation);
          Optional<Valued> right = valued(other, relation);
          if (left.isPresent() && right.isPresent()) {
            boolean first = left.get().value() > right.get().value() == greatest;
            Valued more = first ? left.get() : right.get();
            found.add(reading(match, relation, List.of(one, other), more));
          }
        }
      }
    }
  }

  private Optional<Valued> valued(Subject subject, String relation) {
    for (Fact fact : snapshot.facts(subject.ordinal())) {
      OptionalDouble value = OrderedEntities.value(fact.object());
      if (fact.relation().equals(relation) && value.isPresent()) {
        return Optional.of(new Valued(subject.ordinal(), value.getAsDouble(), fact.object()));
      }
    }
    return Optional.empty();
  }

  private static Interpretation reading(
      Match match, String relation, List<Subject> subjects, Valued one) {
    return new Interpretation(
        Operation.ORDER,
        subjects,
        List.of(new DirectedRelation(relation, false)),
        List.of(Optional.of(match)),
        List.of(new Found(Optional.empty(), one.object(), one.ordinal())));
  }
}
