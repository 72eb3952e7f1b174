package io.qklm.training.experiment.relation;

import io.qklm.training.data.Triple;

/**
 * How far down the right entities of a fact came, from 1.
 *
 * @param fact that was asked for
 * @param object rank of its object, given the subject
 * @param subject rank of its subject, given the object
 */
public record FactRanks(Triple fact, double object, double subject) {

  /**
   * The filtered rank of {@code right}: the other right answers do not count; a score that equals
   * its own counts half, so that scores which say nothing gain nothing by the order.
   *
   * @param scores of all entities from {@code start} on
   * @param count of entities
   * @param others all right answers; {@code right} may be among them
   */
  static double rank(float[] scores, int start, int count, int right, int[] others) {
    float own = scores[start + right];
    int better = 0;
    int equal = 0;
    for (int i = start; i < start + count; i++) {
      better += scores[i] > own ? 1 : 0;
      equal += scores[i] == own ? 1 : 0;
    }
    // Itself is equal to itself.
    equal--;
    for (int other : others) {
      if (other != right) {
        better -= scores[start + other] > own ? 1 : 0;
        equal -= scores[start + other] == own ? 1 : 0;
      }
    }
    return 1 + better + equal / 2.0;
  }
}
