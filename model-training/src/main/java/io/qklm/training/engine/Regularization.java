package io.qklm.training.engine;

/**
 * Rates of dropout, each at least 0 and below 1. Attention weights are never dropped: fused
 * attention does not store them, and that saves a third of a step.
 *
 * @param hidden of the outputs of embeddings, attention and feed-forward; BERT takes 0.1
 * @param head before a head's last map
 */
public record Regularization(float hidden, float head) {

  /** No dropout at all. */
  public static final Regularization NONE = new Regularization(0, 0);

  public Regularization {
    check("hidden", hidden);
    check("head", head);
  }

  private static void check(String name, float rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "the dropout rate '" + name + "' is " + rate + "; it must be at least 0 and below 1");
    }
  }
}
