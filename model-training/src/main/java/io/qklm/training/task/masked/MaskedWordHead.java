package io.qklm.training.task.masked;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.qklm.training.engine.Initializer;
import io.qklm.training.engine.LayerNorm;
import io.qklm.training.engine.Linear;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;
import io.qklm.training.model.Encoder;

/**
 * Which word was hidden (BERT's masked language modelling, Devlin et al. 2019), with the word
 * embeddings as output map. Only training needs it; it is not shipped.
 */
public final class MaskedWordHead {

  private final Linear transform;
  private final LayerNorm norm;
  private final NDArray words;
  private final NDArray bias;

  /** Registers {@code heads.words}, tied to {@code encoder}'s word embeddings. */
  public MaskedWordHead(Parameters parameters, Encoder encoder) {
    int hidden = encoder.shape().hidden();
    this.transform =
        new Linear(parameters, "heads.words.transform", hidden, hidden, Initializer.identity());
    this.norm = new LayerNorm(parameters, "heads.words.LayerNorm", hidden, 1e-12f);
    this.words = encoder.wordTable();
    this.bias =
        parameters.add(
            "heads.words.bias", new Shape(encoder.shape().vocabulary()), Initializer.constant(0));
  }

  /**
   * Logits over the vocabulary.
   *
   * @param states {@code [n, hidden]}, final states of the hidden words alone
   * @return {@code [n, vocabulary]}
   */
  public NDArray logits(Step step, NDArray states) {
    NDArray read = norm.apply(step, Activation.gelu(transform.apply(step, states)));
    return step.wide(step.linear(read, words, bias));
  }
}
