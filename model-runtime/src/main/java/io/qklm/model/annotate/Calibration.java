package io.qklm.model.annotate;

/**
 * Turns link logits into probabilities that mean what they say: {@code softmax((logits + nilBias at
 * NIL) / temperature)}. Fitted on texts that nothing was learned from.
 *
 * @param temperature above 0; 1 changes nothing
 * @param nilBias added to the logit of NIL; 0 changes nothing
 */
public record Calibration(double temperature, double nilBias) {

  /** No change. */
  public static final Calibration NONE = new Calibration(1, 0);

  public Calibration {
    if (!(temperature > 0) || !Double.isFinite(temperature) || !Double.isFinite(nilBias)) {
      throw new IllegalArgumentException(
          "a calibration needs a temperature above 0 and a bias, got "
              + temperature
              + " and "
              + nilBias);
    }
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
