package io.qklm.model.answer;

import io.qklm.model.answer.lexicon.Concept;
import io.qklm.model.answer.lexicon.Match;
import io.qklm.model.answer.lexicon.QuestionLexicon;
import io.qklm.model.answer.lexicon.QuestionText;
import io.qklm.model.answer.lexicon.QuestionText.Words;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A question with what its words say, each thing read once. For one thread. */
final class AskedQuestion {

  private final QuestionText text;
  private final QuestionFrame frame;
  private final QuestionLexicon lexicon;
  private final List<Concept> live;
  private final BitSet explainedByContext;
  private final EntityRelations relations;
  private final Map<Words, List<Match>> matches = new HashMap<>();
  private final Map<Integer, Set<DirectedRelation>> relationsOf = new HashMap<>();

  /**
   * A question.
   *
   * @param live concepts that its words may ask for
   * @param explainedByContext its words that the context has too
   * @param relations of the epoch's entities
   */
  AskedQuestion(
      QuestionText text,
      QuestionLexicon lexicon,
      List<Concept> live,
      BitSet explainedByContext,
      EntityRelations relations) {
    this.text = text;
    this.frame = QuestionFrame.of(text, lexicon);
    this.lexicon = lexicon;
    this.live = live;
    this.explainedByContext = explainedByContext;
    this.relations = relations;
  }

  QuestionText text() {
    return text;
  }

  QuestionFrame frame() {
    return frame;
  }

  QuestionLexicon lexicon() {
    return lexicon;
  }

  BitSet explainedByContext() {
    return explainedByContext;
  }

  /** What the words beside {@code name} ask for, one match a concept and direction. */
  List<Match> matches(Words name) {
    return matches.computeIfAbsent(name, words -> lexicon.matches(text, words, live));
  }

  /** The relations of an entity from both sides, read once. */
  Set<DirectedRelation> relations(int ordinal) {
    return relationsOf.computeIfAbsent(ordinal, relations::of);
  }

  Optional<Match> match(Words name, Concept concept, boolean reversed) {
    return matches(name).stream()
        .filter(match -> match.reversed() == reversed)
        .filter(match -> match.concept().name().equals(concept.name()))
        .findFirst();
  }

  boolean tells(int word) {
    return lexicon.tells(text.words().get(word));
  }

  boolean isNoun(int word) {
    return lexicon.nouns().containsKey(text.words().get(word));
  }
}
