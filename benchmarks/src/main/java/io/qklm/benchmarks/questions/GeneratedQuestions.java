package io.qklm.benchmarks.questions;

import io.qklm.document.Answer;
import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.answer.lexicon.BoundLexicon;
import io.qklm.model.answer.lexicon.Concept;
import io.qklm.model.answer.lexicon.Match;
import io.qklm.model.answer.lexicon.Phrase;
import io.qklm.model.answer.lexicon.QuestionLexicon;
import io.qklm.model.answer.lexicon.QuestionText;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Questions written from facts with the lexicon's phrases, in the clipped way of a search box. A
 * third has an answer, a third asks what the knowledge lacks of the entity, a third names somebody
 * whom it lacks.
 */
final class GeneratedQuestions {

  private final KnowledgeSnapshot snapshot;
  private final BoundLexicon lexicon;
  private final Random random;

  private GeneratedQuestions(KnowledgeSnapshot snapshot, Random random) {
    this.snapshot = snapshot;
    this.lexicon = new BoundLexicon(QuestionLexicon.english(), snapshot.relations());
    this.random = random;
  }

  /**
   * A question.
   *
   * @param question in small letters
   * @param right plain forms of right answers; none where silence is right
   */
  record Generated(String question, Set<String> right) {

    Generated {
      right = Set.copyOf(right);
    }

    boolean answerable() {
      return !right.isEmpty();
    }

    boolean answeredBy(Answer answer) {
      return answer
          .entityId()
          .map(EntityId::value)
          .or(answer::value)
          .filter(right::contains)
          .isPresent();
    }
  }

  /** {@code each} of every sort. */
  static List<Generated> of(KnowledgeSnapshot snapshot, int each, long seed) {
    GeneratedQuestions writer = new GeneratedQuestions(snapshot, new Random(seed));
    List<Generated> all = new ArrayList<>();
    for (int tries = 0; all.size() < 3 * each && tries < 100 * each; tries++) {
      writer.write(all.size() % 3, all);
    }
    return all;
  }

  private void write(int sort, List<Generated> all) {
    int ordinal = random.nextInt((int) snapshot.size());
    List<Fact> facts = snapshot.find(ordinal).isPresent() ? snapshot.facts(ordinal) : List.of();
    if (facts.isEmpty()) {
      return;
    }
    Concept concept = lexicon.concept(facts.get(random.nextInt(facts.size())).relation());
    if (sort == 1) {
      List<Concept> others =
          lexicon.words().concepts().stream()
              .filter(one -> one.of() == concept.of() && !lexicon.relations(one).isEmpty())
              .filter(one -> facts.stream().noneMatch(f -> one.ids().contains(f.relation())))
              .toList();
      if (!others.isEmpty()) {
        Concept asked = others.get(random.nextInt(others.size()));
        phrase(asked, label(ordinal))
            .filter(q -> telling(q, ordinal, facts, Optional.empty()) == 0)
            .ifPresent(q -> all.add(new Generated(q, Set.of())));
      }
      return;
    }
    if (sort == 2) {
      String name = label(ordinal) + " " + lastWord(label(random.nextInt((int) snapshot.size())));
      phrase(concept, name).ifPresent(q -> all.add(new Generated(q, Set.of())));
      return;
    }
    Set<String> right =
        facts.stream()
            .filter(fact -> concept.ids().contains(fact.relation()))
            .map(Fact::object)
            .map(FactObject::plain)
            .collect(Collectors.toSet());
    if (!right.isEmpty()) {
      phrase(concept, label(ordinal))
          .filter(q -> telling(q, ordinal, facts, Optional.of(concept)) == 0)
          .ifPresent(q -> all.add(new Generated(q, right)));
    }
  }

  /**
   * Most telling words by which a question asks for what the entity has, {@code but} left out: a
   * question that may mean two things teaches nothing.
   */
  private int telling(String question, int ordinal, List<Fact> facts, Optional<Concept> but) {
    QuestionText text = QuestionText.of(question);
    String label = label(ordinal).toLowerCase(Locale.ROOT);
    int at = Math.max(0, question.indexOf(label));
    Span name = new Span(at, Math.min(question.length(), at + label.length()));
    List<Concept> had =
        facts.stream()
            .map(fact -> lexicon.concept(fact.relation()))
            .filter(one -> but.isEmpty() || !one.name().equals(but.get().name()))
            .distinct()
            .toList();
    return lexicon.words().matches(text, text.within(name), had).stream()
        .filter(match -> !match.reversed())
        .mapToInt(Match::telling)
        .max()
        .orElse(0);
  }

  private String label(int ordinal) {
    return snapshot.find(ordinal).isPresent() ? snapshot.text(ordinal, "en").label() : "nobody";
  }

  private static String lastWord(String name) {
    return name.substring(name.lastIndexOf(' ') + 1);
  }

  /** A phrase that asks for the object, in one of its forms. */
  private Optional<String> phrase(Concept concept, String name) {
    if (concept.forward().isEmpty()) {
      return Optional.empty();
    }
    Phrase phrase = concept.forward().get(random.nextInt(concept.forward().size()));
    List<String> words = new ArrayList<>();
    for (int i = 0; i < phrase.words().size(); i++) {
      if (i == phrase.slot()) {
        words.add(name);
      }
      List<String> forms = phrase.words().get(i).stream().sorted().toList();
      words.add(forms.get(random.nextInt(forms.size())));
    }
    if (phrase.slot() < 0 || phrase.slot() >= phrase.words().size()) {
      words.add((random.nextBoolean() ? "of " : "") + name);
    }
    return Optional.of(String.join(" ", words).toLowerCase(Locale.ROOT));
  }
}
