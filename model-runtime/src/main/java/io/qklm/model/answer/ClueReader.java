package io.qklm.model.answer;

import io.qklm.kg.FactObject;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.answer.Interpretation.Found;
import io.qklm.model.answer.Interpretation.Operation;
import io.qklm.model.answer.lexicon.AnswerType;
import io.qklm.model.answer.lexicon.AnswerType.Fit;
import io.qklm.model.answer.lexicon.BoundLexicon;
import io.qklm.model.answer.lexicon.Concept;
import io.qklm.model.answer.lexicon.Match;
import io.qklm.model.answer.lexicon.QuestionText.Words;
import io.qklm.model.answer.lexicon.TypeNoun;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the {@link Clue}s of a reading. Borrows the snapshot. */
final class ClueReader {

  /** Answers whose kinds are read. */
  private static final int LOOKED_AT = 3;

  private static final double FARTHEST = -12;

  private final KnowledgeSnapshot snapshot;
  private final BoundLexicon lexicon;

  ClueReader(KnowledgeSnapshot snapshot, BoundLexicon lexicon) {
    this.snapshot = snapshot;
    this.lexicon = lexicon;
  }

  /**
   * What the answer head says.
   *
   * @param shares log share of each relation among all that were considered
   * @param best the greatest of each subject's relations, by ordinal
   */
  record Head(Map<DirectedRelation, Double> shares, Map<Integer, Double> best) {}

  /** The clues of {@code one}; answers that are not read yet are judged by their relation. */
  double[] read(AskedQuestion question, Interpretation one, Head head) {
    double[] clues = new double[Clue.COUNT];
    Clue.BIAS.set(clues, 1);
    subjects(clues, one);
    head(clues, one, head);
    BitSet explained = explained(question, one);
    phrases(clues, question, one);
    words(clues, question, one, explained);
    type(clues, question, one);
    Clue.REVERSED.set(clues, one.last().reversed());
    Clue.TWO_STEPS.set(clues, one.path().size() > 1);
    Clue.COUNTS.set(clues, one.operation() == Operation.COUNT);
    Clue.CONFIRMS.set(clues, one.operation() == Operation.CONFIRM);
    Clue.ORDERS.set(clues, one.operation() == Operation.ORDER);
    Clue.WHOLE.set(clues, Clue.PHRASE.in(clues) == 1 && Clue.UNEXPLAINED.in(clues) == 0);
    return clues;
  }

  private static void subjects(double[] clues, Interpretation one) {
    double link = 1;
    double prior = 1;
    double rank = 1;
    int words = 4;
    for (Subject subject : one.subjects()) {
      link = Math.min(link, subject.link());
      prior = Math.min(prior, subject.prior());
      rank = Math.min(rank, subject.entity().rank());
      words = Math.min(words, subject.words().to() - subject.words().from());
      Clue.INSIDE.set(clues, Clue.INSIDE.in(clues) == 1 || subject.inside());
      Clue.PLAIN.set(clues, Clue.PLAIN.in(clues) == 1 || subject.plain());
      Clue.CONTEXT.set(clues, subject.place().isPresent());
    }
    Clue.LINK.set(clues, Math.log(Math.max(1e-4, link)) / 5);
    Clue.PRIOR.set(clues, Math.log(Math.max(1e-3, prior)) / 5);
    Clue.RANK.set(clues, rank);
    Clue.WORDS.set(clues, words / 4.0);
  }

  private void head(double[] clues, Interpretation one, Head head) {
    Double share = head.shares().get(one.last());
    // The head learned from questions about entities: of numbers and dates it knows nothing.
    AnswerType type = lexicon.concept(one.last().id()).answer(one.last().reversed());
    boolean learned = type != AnswerType.NUMBER && type != AnswerType.TIME;
    boolean single = one.path().size() == 1 && one.operation() != Operation.ORDER && learned;
    if (share == null || !single) {
      Clue.HEADLESS.set(clues, true);
      return;
    }
    Clue.HEAD.set(clues, Math.max(FARTHEST, share) / 6);
    double best = head.best().getOrDefault(one.subjects().get(0).ordinal(), share);
    Clue.HEAD_GAP.set(clues, Math.max(FARTHEST, share - best) / 6);
  }

  private static int telling(Interpretation one) {
    return one.matches().stream().flatMap(Optional::stream).mapToInt(Match::telling).sum();
  }

  private void phrases(double[] clues, AskedQuestion question, Interpretation one) {
    int telling = telling(one);
    boolean matched = one.matches().stream().allMatch(Optional::isPresent);
    Clue.PHRASE.set(clues, matched && telling > 0);
    Clue.WEAK_PHRASE.set(clues, matched && telling == 0);
    Clue.PHRASE_WORDS.set(clues, Math.min(3, telling) / 3.0);
    Concept concept = lexicon.concept(one.last().id());
    Clue.NOT_ASKED.set(clues, !matched && lexicon.knows(concept));
    Clue.LABEL.set(clues, label(question, one));
    if (one.subjects().isEmpty() || one.operation() != Operation.TELL || one.path().size() > 1) {
      return;
    }
    int elsewhere = 0;
    boolean lacking = false;
    Subject subject = one.subjects().get(0);
    for (Match other : question.matches(subject.words())) {
      boolean fits =
          question.frame().expected().fit(other.concept().answer(other.reversed()))
              != Fit.DISAGREES;
      if (fits && !other.concept().name().equals(concept.name())) {
        elsewhere = Math.max(elsewhere, other.telling() - telling);
        lacking |=
            other.telling() > 0 && other.telling() >= telling && !had(question, subject, other);
      }
    }
    Clue.ASKED_ELSE.set(clues, Math.min(2, elsewhere) / 2.0);
    Clue.LACKING.set(clues, lacking);
  }

  /** Whether the knowledge says anything of the subject by a relation that means the match. */
  boolean had(AskedQuestion question, Subject subject, Match match) {
    return lexicon.relations(match.concept()).stream()
        .map(relation -> new DirectedRelation(relation, match.reversed()))
        .anyMatch(question.relations(subject.ordinal())::contains);
  }

  private double label(AskedQuestion question, Interpretation one) {
    List<String> words =
        lexicon.label(one.last().id()).stream().filter(question.lexicon()::tells).toList();
    long there =
        words.stream()
            .filter(
                word -> {
                  int at = question.text().words().indexOf(word);
                  return at >= 0
                      && one.subjects().stream().noneMatch(subject -> subject.words().has(at));
                })
            .count();
    return words.isEmpty() ? 0 : (double) there / words.size();
  }

  /** The words that are accounted for. */
  private BitSet explained(AskedQuestion question, Interpretation one) {
    BitSet explained = new BitSet();
    one.matches().stream().flatMap(Optional::stream).forEach(match -> explained.or(match.words()));
    for (Subject subject : one.subjects()) {
      if (!subject.words().isEmpty()) {
        explained.set(subject.words().from(), subject.words().to());
      } else {
        explained.or(question.explainedByContext());
      }
    }
    List<String> label = lexicon.label(one.last().id());
    boolean several = one.path().size() > 1 || one.operation() == Operation.ORDER;
    for (int word = 0; word < question.text().size(); word++) {
      boolean noun =
          question.isNoun(word)
              && (word == question.frame().nounAt()
                  || several
                  || one.subjects().stream().anyMatch(s -> s.words().isEmpty()));
      if (noun || label.contains(question.text().words().get(word))) {
        explained.set(word);
      }
    }
    return explained;
  }

  private static void words(
      double[] clues, AskedQuestion question, Interpretation one, BitSet explained) {
    int unexplained = 0;
    int telling = 0;
    for (int word = 0; word < question.text().size(); word++) {
      if (question.tells(word)) {
        telling++;
        unexplained += explained.get(word) ? 0 : 1;
      }
    }
    int beside = 0;
    for (Subject subject : one.subjects()) {
      Words name = subject.words();
      if (!name.isEmpty()) {
        for (int at = name.from() - 1; at >= 0 && open(question, explained, at); at--) {
          beside++;
        }
        for (int at = name.to();
            at < question.text().size() && open(question, explained, at);
            at++) {
          beside++;
        }
      }
    }
    // Beside a text, words describe what stands in it, and say it in other words.
    double share = Clue.CONTEXT.in(clues) == 1 ? 8.0 : 4.0;
    Clue.UNEXPLAINED.set(clues, Math.min(4, unexplained) / share);
    Clue.BESIDE.set(clues, Math.min(3, beside) / 3.0);
    if (Clue.CONTEXT.in(clues) == 1 && telling > 0) {
      Clue.NEAR.set(clues, (double) question.explainedByContext().cardinality() / telling);
    }
  }

  static boolean open(AskedQuestion question, BitSet explained, int word) {
    return question.tells(word) && !explained.get(word);
  }

  private void type(double[] clues, AskedQuestion question, Interpretation one) {
    QuestionFrame frame = question.frame();
    AnswerType said = said(one);
    Fit fit =
        frame.confirms()
            ? one.operation() == Operation.CONFIRM ? Fit.AGREES : Fit.DISAGREES
            : one.operation() == Operation.COUNT && frame.noun().isPresent()
                ? counted(frame.noun().get(), one)
                : frame.expected().fit(said);
    Clue.AGREES.set(clues, fit == Fit.AGREES);
    Clue.DISAGREES.set(clues, fit == Fit.DISAGREES);
    if (frame.noun().isEmpty() || frame.noun().get().types().isEmpty() || fit == Fit.DISAGREES) {
      return;
    }
    for (Found found : one.answers()) {
      OptionalInt answer = entity(one, found);
      List<String> types = answer.isPresent() ? snapshot.types(answer.getAsInt()) : List.of();
      if (!types.isEmpty()) {
        boolean is = types.stream().anyMatch(frame.noun().get().types()::contains);
        Clue.NOUN_AGREES.set(clues, is);
        Clue.NOUN_DISAGREES.set(clues, !is);
        return;
      }
    }
  }

  /** Whether what is counted is what the noun says: people are not counted by places. */
  private Fit counted(TypeNoun noun, Interpretation one) {
    for (Found found : one.answers()) {
      if (found.object() instanceof FactObject.OfEntity object) {
        OptionalInt entity = snapshot.ordinal(object.id());
        if (entity.isPresent()
            && noun.type().fit(AnswerType.of(snapshot.entity(entity.getAsInt()).kind()))
                == Fit.DISAGREES) {
          return Fit.DISAGREES;
        }
      }
    }
    return Fit.AGREES;
  }

  private AnswerType said(Interpretation one) {
    if (one.operation() == Operation.COUNT) {
      return AnswerType.NUMBER;
    }
    for (Found found : one.answers().subList(0, Math.min(LOOKED_AT, one.answers().size()))) {
      OptionalInt entity = entity(one, found);
      AnswerType type =
          entity.isPresent()
              ? AnswerType.of(snapshot.entity(entity.getAsInt()).kind())
              : AnswerType.of(found.object());
      if (type != AnswerType.ANY) {
        return type;
      }
    }
    return lexicon.concept(one.last().id()).answer(one.last().reversed());
  }

  private OptionalInt entity(Interpretation one, Found found) {
    if (one.operation() == Operation.ORDER) {
      return OptionalInt.of(found.from());
    }
    return found.object() instanceof FactObject.OfEntity object
        ? snapshot.ordinal(object.id())
        : OptionalInt.empty();
  }
}
