package io.qklm.model.answer.lexicon;

import io.qklm.model.answer.lexicon.QuestionText.Words;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the lexicon knows of questions.
 *
 * @param concepts all relations that people ask for
 * @param nouns by their forms
 * @param fillers words that bind and name nothing
 */
public record QuestionLexicon(
    List<Concept> concepts, Map<String, TypeNoun> nouns, Set<String> fillers) {

  public QuestionLexicon {
    concepts = List.copyOf(concepts);
    nouns = Map.copyOf(nouns);
    fillers = Set.copyOf(fillers);
  }

  /** The one that comes with the code. */
  public static QuestionLexicon english() {
    return LexiconReader.english();
  }

  /** Whether a word says what is asked or named. */
  public boolean tells(String word) {
    return !fillers.contains(word);
  }

  /** Those of {@code concepts} that a phrase may ask for with the words of {@code question}. */
  List<Concept> live(QuestionText question, Collection<Concept> concepts) {
    Set<String> words = new HashSet<>(question.words());
    return concepts.stream()
        .filter(
            concept ->
                concept.forward().stream().anyMatch(phrase -> phrase.mayBeIn(words))
                    || concept.backward().stream().anyMatch(phrase -> phrase.mayBeIn(words)))
        .toList();
  }

  /**
   * What the phrases of {@code among} find in a question about the entity named at {@code name}.
   */
  public List<Match> matches(QuestionText question, Words name, Collection<Concept> among) {
    Set<String> words = new HashSet<>(question.words());
    List<Match> matches = new ArrayList<>();
    for (Concept concept : among) {
      for (boolean reversed : new boolean[] {false, true}) {
        best(question, name, concept, reversed, concept.phrases(reversed), words)
            .ifPresent(matches::add);
      }
    }
    return matches;
  }

  /** What asks for the greatest, or least, of {@code concept}. */
  public Optional<Match> order(QuestionText question, Concept concept, boolean greatest) {
    return best(
        question,
        Words.NONE,
        concept,
        true,
        greatest ? concept.most() : concept.least(),
        new HashSet<>(question.words()));
  }

  private Optional<Match> best(
      QuestionText question,
      Words name,
      Concept concept,
      boolean reversed,
      List<Phrase> phrases,
      Set<String> words) {
    Optional<Match> best = Optional.empty();
    for (Phrase phrase : phrases) {
      if (phrase.mayBeIn(words)) {
        Optional<Match> match =
            phrase
                .match(question, name)
                .map(found -> new Match(concept, reversed, found, telling(question, found)));
        if (match.isPresent() && (best.isEmpty() || match.get().tellsMoreThan(best.get()))) {
          best = match;
        }
      }
    }
    return best;
  }

  private int telling(QuestionText question, BitSet words) {
    return (int) words.stream().filter(word -> tells(question.words().get(word))).count();
  }
}
