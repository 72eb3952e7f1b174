package io.qklm.model.answer;

import io.qklm.document.Answer;
import io.qklm.document.AnswerEvidence;
import io.qklm.kg.EntityId;
import io.qklm.kg.FactObject;
import io.qklm.kg.measure.FactWords;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.answer.Interpretation.Found;
import io.qklm.model.answer.Interpretation.Operation;
import io.qklm.model.answer.lexicon.BoundLexicon;
import io.qklm.text.CodePointIndex;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Answers in words, with what they rest on. Borrows the snapshot. */
final class AnswerMaker {

  private static final String LANGUAGE = "en";

  private final KnowledgeSnapshot snapshot;
  private final BoundLexicon lexicon;

  AnswerMaker(KnowledgeSnapshot snapshot, BoundLexicon lexicon) {
    this.snapshot = snapshot;
    this.lexicon = lexicon;
  }

  /** The answers of a reading, {@code most} of them. */
  List<Answer> answers(Interpretation one, double score, Optional<String> context, int most) {
    return one.answers().stream()
        .limit(most)
        .map(found -> answer(one, found, score, context))
        .toList();
  }

  private Answer answer(Interpretation one, Found found, double score, Optional<String> context) {
    List<AnswerEvidence> evidence = new ArrayList<>();
    for (Subject subject : one.subjects()) {
      if (subject.place().isPresent() && context.isPresent()) {
        Span place = subject.place().get();
        evidence.add(
            new AnswerEvidence.OfText(
                CodePointIndex.of(context.get()).toCodePoints(place), place.in(context.get())));
      }
    }
    if (one.path().size() > 1) {
      evidence.add(fact(one.subjects().get(0).ordinal(), one.path().get(0), label(found.from())));
    }
    String object = words(found.object(), one.last());
    evidence.add(fact(found.from(), one.last(), object));
    if (one.operation() == Operation.ORDER) {
      return new Answer(
          label(found.from()),
          Optional.of(snapshot.entity(found.from()).id()),
          Optional.empty(),
          score,
          evidence);
    }
    Optional<EntityId> entity =
        found.words().isEmpty() && found.object() instanceof FactObject.OfEntity of
            ? Optional.of(of.id())
            : Optional.empty();
    Optional<String> value =
        one.operation() == Operation.COUNT
            ? found.words().map(count -> count.replace(",", ""))
            : entity.isPresent() || found.words().isPresent()
                ? Optional.empty()
                : Optional.of(found.object().plain());
    return new Answer(found.words().orElse(object), entity, value, score, evidence);
  }

  private AnswerEvidence.OfFact fact(int subject, DirectedRelation relation, String object) {
    return new AnswerEvidence.OfFact(
        snapshot.entity(subject).id(),
        label(subject),
        relation.id(),
        snapshot.relation(relation.id()).label(LANGUAGE),
        relation.reversed(),
        object);
  }

  String label(int ordinal) {
    return snapshot.text(ordinal, LANGUAGE).label();
  }

  private String words(FactObject object, DirectedRelation relation) {
    if (object instanceof FactObject.OfEntity entity) {
      OptionalInt ordinal = snapshot.ordinal(entity.id());
      return ordinal.isPresent() ? label(ordinal.getAsInt()) : FactWords.of(object);
    }
    String words = FactWords.of(object);
    boolean bare = object instanceof FactObject.Quantity quantity && quantity.unit().isEmpty();
    return bare
        ? lexicon.concept(relation.id()).unit().map(unit -> words + " " + unit).orElse(words)
        : words;
  }
}
