package io.qklm.benchmarks.questions;

import java.util.List;

/**
 * Logistic regression by gradient descent, drawn to the weights that it starts from: a clue of
 * which the data say nothing keeps its weight. Deterministic.
 */
final class LogisticFit {

  private static final int STEPS = 400;
  private static final double RATE = 0.5;

  /** Strength of the drawing to the start, per question. */
  private static final double DRAW = 0.002;

  private LogisticFit() {}

  /**
   * A question's readings.
   *
   * @param clues {@code [reading][clue]}
   * @param right which of them are right
   * @param weight of the question
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers on their way through a loop
  record Question(double[][] clues, boolean[] right, double weight) {}

  /** Weights under which right readings come first: softmax over the readings of a question. */
  static double[] rank(List<Question> questions, double[] start) {
    double[] weights = start.clone();
    double total = questions.stream().mapToDouble(Question::weight).sum();
    for (int step = 0; step < STEPS; step++) {
      double[] slope = new double[weights.length];
      for (Question question : questions) {
        double[] shares = shares(question, weights);
        double right = 0;
        for (int r = 0; r < shares.length; r++) {
          right += question.right()[r] ? shares[r] : 0;
        }
        for (int r = 0; r < shares.length && right > 0; r++) {
          double wanted = question.right()[r] ? shares[r] / right : 0;
          add(slope, question.clues()[r], question.weight() * (wanted - shares[r]) / total);
        }
      }
      move(weights, slope, start);
    }
    return weights;
  }

  /** Weights under which the sigmoid of a question's first reading is its probability. */
  static double[] sure(List<Question> questions, double[] start) {
    double[] weights = start.clone();
    double total = questions.stream().mapToDouble(Question::weight).sum();
    for (int step = 0; step < STEPS * 4; step++) {
      double[] slope = new double[weights.length];
      for (Question question : questions) {
        double[] clues = question.clues()[0];
        double said = 1 / (1 + Math.exp(-product(weights, clues)));
        add(slope, clues, question.weight() * ((question.right()[0] ? 1 : 0) - said) / total);
      }
      move(weights, slope, start);
    }
    return weights;
  }

  static double product(double[] weights, double[] clues) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * clues[i];
    }
    return sum;
  }

  private static double[] shares(Question question, double[] weights) {
    double[] shares = new double[question.clues().length];
    double top = Double.NEGATIVE_INFINITY;
    for (int r = 0; r < shares.length; r++) {
      shares[r] = product(weights, question.clues()[r]);
      top = Math.max(top, shares[r]);
    }
    double sum = 0;
    for (int r = 0; r < shares.length; r++) {
      shares[r] = Math.exp(shares[r] - top);
      sum += shares[r];
    }
    for (int r = 0; r < shares.length; r++) {
      shares[r] /= sum;
    }
    return shares;
  }

  private static void add(double[] slope, double[] clues, double by) {
    for (int i = 0; i < slope.length; i++) {
      slope[i] += by * clues[i];
    }
  }

  private static void move(double[] weights, double[] slope, double[] start) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] += RATE * (slope[i] - DRAW * (weights[i] - start[i]));
    }
  }
}
