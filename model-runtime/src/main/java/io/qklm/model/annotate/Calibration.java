package io.qklm.model.annotate;

/**
 * Turns link logits into probabilities that mean what they say: {@code softmax((logits + nilBias at
 * NIL) / temperature)}. Fitted on texts that nothing was learned from.
 *
 * @param temperature above 0; 1 changes nothing
 * @param nilBias added to the logit of NIL; 0 changes nothing
 * @param threshold probability from which a link is said where the user names none, above 0, at
 *     most 1; {@value #HALF} in bundles before version 4, which do not say
 * @param soleThreshold the same for a name, as the text says, for which the knowledge has one
 *     entity alone; {@code threshold} in bundles before version 5
 * @param kindWeight how many nats the kind of a linked entity weighs beside what the text says its
 *     name is, at least 0; 0 in bundles before version 5
 */
public record Calibration(
    double temperature, double nilBias, double threshold, double soleThreshold, double kindWeight) {

  private static final double HALF = 0.5;

  /** No change. */
  public static final Calibration NONE = new Calibration(1, 0);

  /** Links are said that are likelier than not, and the text says what names are. */
  public Calibration(double temperature, double nilBias) {
    this(temperature, nilBias, HALF, HALF, 0);
  }

  public Calibration {
    threshold = threshold == 0 ? HALF : threshold;
    soleThreshold = soleThreshold == 0 ? threshold : soleThreshold;
    requireShare(threshold);
    requireShare(soleThreshold);
    if (!(kindWeight >= 0)) {
      throw new IllegalArgumentException(
          "the weight of an entity's kind is " + kindWeight + "; it must be 0 or more");
    }
    if (!(temperature > 0) || !Double.isFinite(temperature) || !Double.isFinite(nilBias)) {
      throw new IllegalArgumentException(
          "a calibration needs a temperature above 0 and a bias, got "
              + temperature
              + " and "
              + nilBias);
    }
  }

  private static void requireShare(double threshold) {
    if (!(threshold > 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "the threshold of links is " + threshold + "; above 0 to 1 is allowed");
    }
  }

  /**
   * The probability from which a link is said.
   *
   * @param soleName whether the text says that it is a name, and the knowledge has one entity for
   *     it
   */
  public double least(boolean soleName) {
    return soleName ? soleThreshold : threshold;
  }

  /** The same with one threshold for all links. */
  public Calibration withThreshold(double least) {
    return withThresholds(least, least);
  }

  /** The same with other thresholds. */
  public Calibration withThresholds(double least, double ofSoleNames) {
    return new Calibration(temperature, nilBias, least, ofSoleNames, kindWeight);
  }

  /** The same with another weight of an entity's kind. */
  public Calibration withKindWeight(double nats) {
    return new Calibration(temperature, nilBias, threshold, soleThreshold, nats);
  }

  /**
   * Probabilities of a mention's candidates, NIL left out.
   *
   * @param logits of one mention: those of its candidates from {@code from} on
   * @param count candidates
   * @param nil logit of NIL
   */
  public double[] probabilities(float[] logits, int from, int count, float nil) {
    double shiftedNil = (nil + nilBias) / temperature;
    double largest = shiftedNil;
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = logits[from + i] / temperature;
      largest = Math.max(largest, values[i]);
    }
    double sum = Math.exp(shiftedNil - largest);
    for (int i = 0; i < count; i++) {
      values[i] = Math.exp(values[i] - largest);
      sum += values[i];
    }
    for (int i = 0; i < count; i++) {
      values[i] /= sum;
    }
    return values;
  }
}
