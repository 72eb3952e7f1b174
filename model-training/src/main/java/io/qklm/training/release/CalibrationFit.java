package io.qklm.training.release;

import io.qklm.model.annotate.Calibration;
import java.util.Arrays;
import java.util.List;

/**
 * Temperature and NIL's bias by likelihood (Guo et al. 2017), thresholds by F1, and how far
 * probabilities are from what they say. The texts must be such that nothing was learned from: a
 * network is surer of what it has seen.
 */
public final class CalibrationFit {

  private static final int BINS = 15;
  private static final int THRESHOLDS = 20;
  private static final double HEAVIEST = 8;
  private static final double WEIGHT_STEP = 0.5;
  private static final int STEPS = 6;
  private static final int ROUNDS = 8;
  private static final double SMALLEST = 1e-12;

  private CalibrationFit() {}

  /**
   * The likeliest calibration of {@code mentions}, found by ever finer grids.
   *
   * @throws IllegalArgumentException if there is no mention
   */
  public static Calibration fit(List<JudgedMention> mentions) {
    if (mentions.isEmpty()) {
      throw new IllegalArgumentException("there is no mention to fit a calibration on");
    }
    double logTemperature = 0;
    double bias = 0;
    double reach = 2;
    for (int round = 0; round < ROUNDS; round++) {
      double best = Double.NEGATIVE_INFINITY;
      double bestTemperature = logTemperature;
      double bestBias = bias;
      for (int i = -STEPS; i <= STEPS; i++) {
        for (int j = -STEPS; j <= STEPS; j++) {
          double temperature = logTemperature + i * reach / STEPS;
          double shift = bias + 2 * j * reach / STEPS;
          double likelihood = likelihood(mentions, new Calibration(Math.exp(temperature), shift));
          if (likelihood > best) {
            best = likelihood;
            bestTemperature = temperature;
            bestBias = shift;
          }
        }
      }
      logTemperature = bestTemperature;
      bias = bestBias;
      reach /= 2;
    }
    Calibration likeliest = new Calibration(Math.exp(logTemperature), bias);
    return likeliest.withThreshold(threshold(mentions, likeliest));
  }

  /**
   * {@code calibration} with the threshold of the best F1 of the sole names among {@code mentions};
   * where there are none, as it is. Few texts with all their links have such names, so that texts
   * with names alone serve here too: one for which the knowledge has an entity counts as meaning
   * it.
   */
  public static Calibration withSoleNames(Calibration calibration, List<JudgedMention> mentions) {
    List<JudgedMention> sole = mentions.stream().filter(JudgedMention::soleName).toList();
    return sole.isEmpty()
        ? calibration
        : calibration.withThresholds(calibration.threshold(), threshold(sole, calibration));
  }

  /**
   * The probability from which links are to be said for the best F1 of {@code mentions}, among
   * {@value #THRESHOLDS}ths; the highest of those that are equally good. It lies below one half
   * where most mentions link: a link that is likelier wrong than right may still gain more in
   * recall than it costs in precision.
   */
  static double threshold(List<JudgedMention> mentions, Calibration calibration) {
    double[] signed = mentions.stream().mapToDouble(m -> m.signedBest(calibration)).toArray();
    long linked = mentions.stream().filter(JudgedMention::linked).count();
    double best = -1;
    double chosen = 1;
    for (int step = THRESHOLDS; step > 0; step--) {
      double least = (double) step / THRESHOLDS;
      double said = Arrays.stream(signed).filter(share -> Math.abs(share) >= least).count();
      double hits = Arrays.stream(signed).filter(share -> share >= least).count();
      double f1 = 2 * hits / Math.max(1, said + linked);
      if (f1 > best) {
        best = f1;
        chosen = least;
      }
    }
    return chosen;
  }

  /**
   * The weight of an entity's kind by which most of {@code names} are called what they are, from 0
   * to {@value #HEAVIEST} nats; the least of those that are equally good.
   */
  public static double kindWeight(List<JudgedKind> names) {
    double chosen = 0;
    long best = -1;
    for (double weight = 0; weight <= HEAVIEST; weight += WEIGHT_STEP) {
      double tried = weight;
      long right = names.stream().filter(judged -> judged.holds(tried)).count();
      if (right > best) {
        best = right;
        chosen = weight;
      }
    }
    return chosen;
  }

  /** Mean logarithm of the probability of what is right. */
  static double likelihood(List<JudgedMention> mentions, Calibration calibration) {
    return mentions.stream()
        .mapToDouble(mention -> Math.log(Math.max(SMALLEST, mention.probability(calibration))))
        .average()
        .orElse(0);
  }

  /**
   * {@link #error} of the mentions whose link is said.
   *
   * @param calibration of the probabilities
   * @param thresholds says which links are said
   */
  public static double error(
      List<JudgedMention> mentions, Calibration calibration, Calibration thresholds) {
    return error(
        mentions.stream()
            .filter(
                mention ->
                    Math.abs(mention.signedBest(calibration))
                        >= thresholds.least(mention.soleName()))
            .toList(),
        calibration);
  }

  /**
   * Expected calibration error (Naeini et al. 2015) of each mention's likeliest candidate, over
   * {@value #BINS} bins of equal width.
   *
   * @return from 0 to 1
   */
  public static double error(List<JudgedMention> mentions, Calibration calibration) {
    double[] sure = new double[BINS];
    double[] hits = new double[BINS];
    for (JudgedMention mention : mentions) {
      double signed = mention.signedBest(calibration);
      double share = Math.abs(signed);
      int bin = Math.min(BINS - 1, (int) (share * BINS));
      sure[bin] += share;
      hits[bin] += signed > 0 ? 1 : 0;
    }
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(sure[bin] - hits[bin]);
    }
    return mentions.isEmpty() ? 0 : error / mentions.size();
  }
}
