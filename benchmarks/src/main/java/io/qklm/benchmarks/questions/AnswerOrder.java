package io.qklm.benchmarks.questions;

/** The first reading under other weights. */
final class AnswerOrder {

  private AnswerOrder() {}

  /** The question with its first reading alone, which knows how far the next is behind. */
  static LogisticFit.Question first(LogisticFit.Question question, double[] weights) {
    int first = 0;
    double[] ranks = new double[question.clues().length];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = LogisticFit.product(weights, question.clues()[i]);
      first = ranks[i] > ranks[first] ? i : first;
    }
    double ahead = 5;
    for (int i = 0; i < ranks.length; i++) {
      // Readings that are both right say the same.
      boolean same = question.right()[i] && question.right()[first];
      if (i != first && !same) {
        ahead = Math.min(ahead, ranks[first] - ranks[i]);
      }
    }
    double[] clues = question.clues()[first].clone();
    clues[clues.length - 1] = Math.max(-1, Math.min(1, ahead / 5));
    return new LogisticFit.Question(
        new double[][] {clues}, new boolean[] {question.right()[first]}, question.weight());
  }
}
