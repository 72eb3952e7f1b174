package io.qklm.model.answer;

import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.answer.Interpretation.Found;
import io.qklm.model.answer.Interpretation.Operation;
import io.qklm.model.answer.lexicon.AnswerType;
import io.qklm.model.answer.lexicon.BoundLexicon;
import io.qklm.model.answer.lexicon.Concept;
import io.qklm.model.answer.lexicon.Match;
import io.qklm.model.answer.lexicon.QuestionText.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Ways to read a question over one epoch. Bounded by its constants; borrows the snapshot. */
final class InterpretationFinder {

  /** Subjects from which two steps are walked. */
  private static final int WALKED = 6;

  /** Entities that the second step starts from. */
  private static final int BETWEEN = 8;

  /** Subjects between which a fact is looked for. */
  private static final int CONFIRMED = 8;

  /** Things are counted up to here; of more there is no count. */
  private static final int COUNTED = 10_000;

  private final KnowledgeSnapshot snapshot;
  private final BoundLexicon lexicon;
  private final EntityRelations relations;

  InterpretationFinder(
      KnowledgeSnapshot snapshot, BoundLexicon lexicon, EntityRelations relations) {
    this.snapshot = snapshot;
    this.lexicon = lexicon;
    this.relations = relations;
  }

  /** One step from each subject, their answers not read yet. */
  List<Interpretation> steps(AskedQuestion question, List<Subject> subjects) {
    List<Interpretation> found = new ArrayList<>();
    for (Subject subject : subjects) {
      for (DirectedRelation relation : question.relations(subject.ordinal())) {
        Concept concept = lexicon.concept(relation.id());
        Optional<Match> match = question.match(subject.words(), concept, relation.reversed());
        boolean number = concept.answer(relation.reversed()) == AnswerType.NUMBER;
        Operation operation =
            question.frame().counts() && !number && match.isPresent()
                ? Operation.COUNT
                : Operation.TELL;
        found.add(
            new Interpretation(
                operation, List.of(subject), List.of(relation), List.of(match), List.of()));
      }
    }
    return found;
  }

  /** The same with its answers; without any where there is nothing to tell. */
  Interpretation answered(Interpretation one) {
    int subject = one.subjects().get(0).ordinal();
    List<Found> answers = new ArrayList<>();
    if (one.operation() == Operation.COUNT) {
      int count = relations.count(subject, one.last(), COUNTED + 1);
      if (count > 0 && count <= COUNTED) {
        relations.answers(subject, one.last()).stream()
            .limit(1)
            .forEach(
                object ->
                    answers.add(
                        new Found(
                            Optional.of(String.format(Locale.ROOT, "%,d", count)),
                            object,
                            subject)));
      }
    } else {
      relations
          .answers(subject, one.last())
          .forEach(object -> answers.add(new Found(Optional.empty(), object, subject)));
    }
    return new Interpretation(one.operation(), one.subjects(), one.path(), one.matches(), answers);
  }

  /** Two steps, each asked for by words of its own, those of the first nearer to the name. */
  List<Interpretation> twoSteps(AskedQuestion question, List<Subject> subjects) {
    List<Interpretation> found = new ArrayList<>();
    for (Subject subject : subjects.subList(0, Math.min(WALKED, subjects.size()))) {
      List<Match> telling =
          question.matches(subject.words()).stream().filter(m -> m.telling() > 0).toList();
      if (telling.size() > 1 && !subject.plain()) {
        for (Match first : telling) {
          walk(question, subject, first, telling, found);
        }
      }
    }
    return found;
  }

  private void walk(
      AskedQuestion question,
      Subject subject,
      Match first,
      List<Match> telling,
      List<Interpretation> found) {
    // Nobody asks for whom the question names.
    FactObject back = new FactObject.OfEntity(subject.entity().id());
    for (String id : lexicon.relations(first.concept())) {
      DirectedRelation step = new DirectedRelation(id, first.reversed());
      if (!question.relations(subject.ordinal()).contains(step)) {
        continue;
      }
      List<Integer> between =
          relations.answers(subject.ordinal(), step).stream()
              .flatMap(object -> ordinal(object).stream().boxed())
              .limit(BETWEEN)
              .toList();
      for (Match second : telling) {
        if (!second.words().intersects(first.words())
            && distance(second, subject.words()) > distance(first, subject.words())) {
          for (String next : lexicon.relations(second.concept())) {
            DirectedRelation last = new DirectedRelation(next, second.reversed());
            List<Found> answers = new ArrayList<>();
            for (int middle : between) {
              relations.answers(middle, last).stream()
                  .filter(object -> !object.equals(back))
                  .forEach(object -> answers.add(new Found(Optional.empty(), object, middle)));
            }
            if (!answers.isEmpty()) {
              found.add(
                  new Interpretation(
                      Operation.TELL,
                      List.of(subject),
                      List.of(step, last),
                      List.of(Optional.of(first), Optional.of(second)),
                      answers));
            }
          }
        }
      }
    }
  }

  private static double distance(Match match, Words name) {
    return match.words().stream()
        .map(word -> word < name.from() ? name.from() - word : word - name.to() + 1)
        .average()
        .orElse(0);
  }

  /** Whether a fact joins two entities that the question names. */
  List<Interpretation> confirmations(AskedQuestion question, List<Subject> subjects) {
    List<Interpretation> found = new ArrayList<>();
    List<Subject> some = subjects.subList(0, Math.min(CONFIRMED, subjects.size()));
    for (Subject one : some) {
      List<Fact> facts = snapshot.facts(one.ordinal());
      for (Subject other : some) {
        if (!one.words().overlaps(other.words()) && one.ordinal() != other.ordinal()) {
          confirm(question, one, other, facts, found);
        }
      }
    }
    return found;
  }

  private void confirm(
      AskedQuestion question,
      Subject one,
      Subject other,
      List<Fact> facts,
      List<Interpretation> found) {
    String wanted = snapshot.text(other.ordinal(), "en").label();
    for (Fact fact : facts) {
      Concept concept = lexicon.concept(fact.relation());
      Optional<Match> match =
          question
              .match(one.words(), concept, false)
              .or(() -> question.match(other.words(), concept, true));
      boolean same = isOrIsOf(fact.object(), other, wanted);
      boolean another = !same && concept.one() && match.filter(m -> m.telling() > 0).isPresent();
      boolean anyOther =
          another
              && facts.stream()
                  .noneMatch(
                      f ->
                          f.relation().equals(fact.relation())
                              && isOrIsOf(f.object(), other, wanted));
      if (same || anyOther) {
        found.add(
            new Interpretation(
                Operation.CONFIRM,
                List.of(one, other),
                List.of(new DirectedRelation(fact.relation(), false)),
                List.of(match),
                List.of(
                    new Found(Optional.of(same ? "yes" : "no"), fact.object(), one.ordinal()))));
      }
    }
  }

  /** The entity itself, or one whose name begins with its name: a prize in physics is a prize. */
  private boolean isOrIsOf(FactObject object, Subject other, String wanted) {
    if (!(object instanceof FactObject.OfEntity entity)) {
      return false;
    }
    EntityId id = entity.id();
    OptionalInt ordinal = snapshot.ordinal(id);
    return id.equals(other.entity().id())
        || (ordinal.isPresent()
            && snapshot.text(ordinal.getAsInt(), "en").label().startsWith(wanted + " in "));
  }

  private OptionalInt ordinal(FactObject object) {
    return object instanceof FactObject.OfEntity entity
        ? snapshot.ordinal(entity.id())
        : OptionalInt.empty();
  }
}
