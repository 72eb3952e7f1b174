package io.qklm.training.experiment.relation;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.Initializer;
import io.qklm.training.engine.Linear;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Spans;
import io.qklm.training.engine.Step;
import io.qklm.training.model.TokenBatch;
import java.util.stream.IntStream;

/**
 * The vector of an entity from its verbalised record: the mean of all final states, special tokens
 * included, through a square map that starts as the identity, at unit length. It starts as what the
 * base model says of the text (Reimers and Gurevych 2019).
 */
public final class EntityPooler {

  private final Linear map;

  /** Registers {@code heads.entity}. */
  public EntityPooler(Parameters parameters, int hidden) {
    this.map = new Linear(parameters, "heads.entity", hidden, hidden, Initializer.identity());
  }

  /**
   * Unit vectors, one a row of the batch.
   *
   * @param states {@code [B, T, hidden]}
   * @return {@code [B, hidden]}
   */
  public NDArray vectors(Step step, TokenBatch batch, NDArray states) {
    Spans texts =
        new Spans(
            step,
            batch.rows(),
            batch.columns(),
            IntStream.range(0, batch.rows()).toArray(),
            new int[batch.rows()],
            batch.lengths());
    return map.apply(step, texts.means(states)).normalize(2, 1);
  }
}
