package io.qklm.training.model;

/**
 * Sizes of the encoder.
 *
 * @param vocabulary tokens
 * @param positions longest text in tokens
 * @param hidden components of a state
 * @param layers transformer layers
 * @param heads attention heads; divides {@code hidden}
 * @param feedForward inner width of a layer
 * @param injectAfter layers below the injection, at least 0 and at most {@code layers}
 */
public record EncoderShape(
    int vocabulary,
    int positions,
    int hidden,
    int layers,
    int heads,
    int feedForward,
    int injectAfter) {

  public EncoderShape {
    if (vocabulary < 1
        || positions < 1
        || hidden < 1
        || layers < 1
        || heads < 1
        || feedForward < 1) {
      throw new IllegalArgumentException("every size of the encoder is at least 1");
    }
    if (hidden % heads != 0) {
      throw new IllegalArgumentException(
          "hidden is " + hidden + ", which " + heads + " heads do not divide");
    }
    if (injectAfter < 0 || injectAfter > layers) {
      throw new IllegalArgumentException(
          "injectAfter is " + injectAfter + "; it must be from 0 to " + layers + " layers");
    }
  }
}
