package io.qklm.model.answer;

/**
 * A reading of a question and how much speaks for it.
 *
 * @param reading it
 * @param clues what speaks for it
 * @param rank the greater, the rather
 * @param score probability from 0 to 1 that it is what is asked; only of those ranked best
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Ranked(Interpretation reading, double[] clues, double rank, double score) {

  Ranked withScore(double probability) {
    return new Ranked(reading, clues, rank, probability);
  }
}
