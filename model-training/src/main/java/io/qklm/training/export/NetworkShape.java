package io.qklm.training.export;

import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;

/**
 * What is exported.
 *
 * @param encoder sizes of the encoder
 * @param knowledge what it is told of candidates
 * @param windowTokens longest window
 */
public record NetworkShape(
    EncoderShape encoder, KnowledgeNetwork.Knowledge knowledge, int windowTokens) {

  public NetworkShape {
    if (windowTokens < 8 || windowTokens > encoder.positions()) {
      throw new IllegalArgumentException(
          "a window of "
              + windowTokens
              + " tokens is not among 8 to "
              + encoder.positions()
              + ", the encoder's positions");
    }
  }
}
