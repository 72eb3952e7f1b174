package io.qklm.benchmarks.linking;

import java.util.List;

/**
 * What linking got right in one document.
 *
 * @param right predicted links whose span and entity are gold
 * @param predicted predicted links, all of them
 * @param covered gold links whose entity is in the knowledge
 * @param all gold links
 * @param candidates covered gold links whose surface lists the gold entity as a candidate
 * @param offered covered gold links whose span is said, linked or not, with the gold entity among
 *     what the engine weighed there
 * @param withNil the same where NIL is an answer, required for gold that the knowledge lacks
 */
record LinkCounts(
    int right, int predicted, int covered, int all, int candidates, int offered, WithNil withNil) {

  /**
   * Where NIL counts as an entity.
   *
   * @param right mentions whose span and entity, or NIL, are gold
   * @param predicted mentions said, linked or not
   * @param gold mentions of the text
   */
  record WithNil(int right, int predicted, int gold) {}

  static LinkCounts sum(List<LinkCounts> parts) {
    int right = 0;
    int predicted = 0;
    int covered = 0;
    int all = 0;
    int candidates = 0;
    int offered = 0;
    int rightWithNil = 0;
    int predictedWithNil = 0;
    int goldWithNil = 0;
    for (LinkCounts part : parts) {
      rightWithNil += part.withNil.right;
      predictedWithNil += part.withNil.predicted;
      goldWithNil += part.withNil.gold;
      right += part.right;
      predicted += part.predicted;
      covered += part.covered;
      all += part.all;
      candidates += part.candidates;
      offered += part.offered;
    }
    return new LinkCounts(
        right,
        predicted,
        covered,
        all,
        candidates,
        offered,
        new WithNil(rightWithNil, predictedWithNil, goldWithNil));
  }

  double precision() {
    return percent(right, predicted);
  }

  double coveredRecall() {
    return percent(right, covered);
  }

  double coveredF1() {
    return percent(2 * right, predicted + covered);
  }

  double allF1() {
    return percent(2 * right, predicted + all);
  }

  double nilF1() {
    return percent(2 * withNil.right, withNil.predicted + withNil.gold);
  }

  /** Candidate recall where the span is given. */
  double candidateRecall() {
    return percent(candidates, covered);
  }

  /** Candidate recall end to end: the span is said, too. */
  double offeredRecall() {
    return percent(offered, covered);
  }

  private static double percent(int part, int whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
  }
}
