package io.qklm.model;

import java.io.Serializable;

/**
 * How the engine works.
 *
 * @param threads threads the language model may use for one document, at least 1
 * @param maxCodePoints code points of a text that are read; the rest is left out and marked
 *     truncated
 * @param summary what a summary is like
 * @param candidates candidates looked at for a mention at most
 * @param nilThreshold score from 0 to 1 below which a mention links to nothing, or {@link #FITTED}
 * @param minScore score from 0 to 1 below which an answer is not said
 */
public record QklmOptions(
    int threads,
    int maxCodePoints,
    SummaryForm summary,
    int candidates,
    double nilThreshold,
    double minScore)
    implements Serializable {

  /** Half of the answers said at this score are right. */
  public static final double MIN_SCORE = 0.5;

  /** The threshold that the model was released with. */
  public static final double FITTED = -1;

  public QklmOptions {
    OptionRange.require(threads >= 1, "threads", threads, "1 or more");
    OptionRange.require(maxCodePoints >= 100, "maxCodePoints", maxCodePoints, "100 or more");
    OptionRange.require(candidates >= 1 && candidates <= 64, "candidates", candidates, "1 to 64");
    if (nilThreshold != FITTED) {
      requireThreshold(nilThreshold);
    }
    requireScore(minScore);
  }

  /** The same with every answer said that is at least this likely. */
  public QklmOptions withMinScore(double least) {
    return new QklmOptions(threads, maxCodePoints, summary, candidates, nilThreshold, least);
  }

  /** The same with summaries of another form. */
  public QklmOptions withSummary(SummaryForm form) {
    return new QklmOptions(threads, maxCodePoints, form, candidates, nilThreshold, minScore);
  }

  /**
   * A threshold that a user names.
   *
   * @return {@code threshold}
   * @throws IllegalArgumentException unless it is from 0 to 1
   */
  public static double requireThreshold(double threshold) {
    OptionRange.require(threshold >= 0 && threshold <= 1, "nilThreshold", threshold, "0 to 1");
    return threshold;
  }

  /**
   * A score that a user names.
   *
   * @return {@code score}
   * @throws IllegalArgumentException unless it is from 0 to 1
   */
  public static double requireScore(double score) {
    OptionRange.require(score >= 0 && score <= 1, "minScore", score, "0 to 1");
    return score;
  }

  /** What is used where nothing else is said. */
  public static QklmOptions defaults() {
    return new QklmOptions(1, 100_000, SummaryForm.defaults(), 16, FITTED, MIN_SCORE);
  }

  /** The threshold in force with a model that was released with {@code fitted}. */
  double nilThreshold(double fitted) {
    return nilThreshold == FITTED ? fitted : nilThreshold;
  }
}
