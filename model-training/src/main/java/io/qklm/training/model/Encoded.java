package io.qklm.training.model;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * What the network makes of a batch, for the heads to read.
 *
 * @param states final states, {@code [B, T, hidden]}
 * @param mentions the batch's mentions, empty if it has none
 * @param injectionLogits {@code [M, C + 1]} at the injection; empty if nothing was injected
 */
public record Encoded(
    NDArray states, Optional<Mentions> mentions, Optional<NDArray> injectionLogits) {

  /** The state of each row's first token, {@code [B, hidden]}. */
  public NDArray first() {
    return states.get(":, 0");
  }
}
