package io.qklm.model.answer;

/** What speaks for or against a reading of a question; the weights are learned by these names. */
@SuppressWarnings("EnumOrdinal") // vectors of clues live within a process, weights have names
enum Clue {
  /** Always 1. */
  BIAS,
  /** Log of the network's share for the entity, a fifth of it. */
  LINK,
  /** Log of the name's prior for the entity, a fifth of it. */
  PRIOR,
  /** The entity's rank. */
  RANK,
  /** Words of its name, up to 4, in quarters. */
  WORDS,
  /** Its name is part of a longer known name. */
  INSIDE,
  /** Its name is made of words that questions are made of. */
  PLAIN,
  /** The answer head's log share for the relation among all that were considered, a sixth of it. */
  HEAD,
  /** How far below the head's best relation of the entity, in sixths of a logit. */
  HEAD_GAP,
  /** There is no word of the head: several steps, or the greatest of all. */
  HEADLESS,
  /** A phrase of the lexicon with a telling word asks for it. */
  PHRASE,
  /** A phrase of question words alone asks for it. */
  WEAK_PHRASE,
  /** Telling words of the phrase, up to 3, in thirds. */
  PHRASE_WORDS,
  /** The lexicon knows the relation, and no phrase asks for it. */
  NOT_ASKED,
  /** Share of the telling words of the relation's label that the question has. */
  LABEL,
  /** A phrase asks for something else with more telling words. */
  ASKED_ELSE,
  /** A phrase asks, as tellingly, for something that the knowledge lacks of the entity. */
  LACKING,
  /** Telling words that nothing explains, up to 4, in quarters. */
  UNEXPLAINED,
  /** Those of them that stand beside the name, up to 3, in thirds. */
  BESIDE,
  /** The answer is of the kind asked for. */
  AGREES,
  /** It is not. */
  DISAGREES,
  /** It has the type of the noun behind "which". */
  NOUN_AGREES,
  /** It has other types. */
  NOUN_DISAGREES,
  /** The fact is read backwards. */
  REVERSED,
  TWO_STEPS,
  COUNTS,
  CONFIRMS,
  ORDERS,
  /** The context names the entity, not the question. */
  CONTEXT,
  /** Share of the question's telling words that stand near the name in the context. */
  NEAR,
  /** A phrase asks for it and nothing is left unexplained. */
  WHOLE,
  /** How far the next answer is behind in rank, up to 5, in fifths; only for how sure one is. */
  MARGIN;

  static final int COUNT = values().length;

  void set(double[] clues, double value) {
    clues[ordinal()] = value;
  }

  void set(double[] clues, boolean holds) {
    clues[ordinal()] = holds ? 1 : 0;
  }

  double in(double[] clues) {
    return clues[ordinal()];
  }
}
