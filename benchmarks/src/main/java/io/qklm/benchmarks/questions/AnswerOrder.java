package io.qklm.benchmarks.questions;

import java.util.List;
import java.util.Locale;

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

  /** The question before its readings were ranked: none is ahead of another. */
  static LogisticFit.Question unranked(LogisticFit.Question question) {
    double[][] clues = new double[question.clues().length][];
    for (int i = 0; i < clues.length; i++) {
      clues[i] = question.clues()[i].clone();
      clues[i][clues[i].length - 1] = 0;
    }
    return new LogisticFit.Question(clues, question.right(), question.weight());
  }

  /** What is said at a score of at least {@code least}, as a line. */
  static String kept(List<LogisticFit.Question> first, double[] sure, double least) {
    int answerable = 0;
    int answered = 0;
    int right = 0;
    int strangers = 0;
    for (LogisticFit.Question one : first) {
      double said = 1 / (1 + Math.exp(-LogisticFit.product(sure, one.clues()[0])));
      answerable += one.weight() > 1 ? 1 : 0;
      answered += one.weight() > 1 && said >= least ? 1 : 0;
      right += one.right()[0] && said >= least ? 1 : 0;
      strangers += one.weight() == 1 && said >= least ? 1 : 0;
    }
    return String.format(
        Locale.ROOT,
        "at %.2f: %d of %d answerable answered, %d of them rightly; %d of %d others answered",
        least,
        answered,
        answerable,
        right,
        strangers,
        first.size() - answerable);
  }
}
