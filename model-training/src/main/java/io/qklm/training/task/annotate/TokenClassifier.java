package io.qklm.training.task.annotate;

import ai.djl.ndarray.NDArray;
import io.qklm.model.annotate.MentionLabel;
import io.qklm.training.engine.Initializer;
import io.qklm.training.engine.Linear;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;

/** A label for each token: BIO over the kinds of {@link MentionLabel}. */
public final class TokenClassifier {

  private final Linear output;

  /** Registers {@code heads.tokens}. */
  public TokenClassifier(Parameters parameters, int hidden) {
    this.output =
        new Linear(
            parameters,
            "heads.tokens",
            hidden,
            MentionLabel.values().length,
            Initializer.normal(0.02f));
  }

  /**
   * Logits in {@link MentionLabel#index()}'s order.
   *
   * @param states {@code [..., hidden]}
   * @return {@code [..., labels]}
   */
  public NDArray logits(Step step, NDArray states) {
    return output.apply(step, step.drop(states, step.regularization().head()));
  }
}
