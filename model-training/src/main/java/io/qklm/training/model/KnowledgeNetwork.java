package io.qklm.training.model;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;
import java.util.Optional;

/** The encoder with knowledge injected between its halves: one pass that every head reads. */
public final class KnowledgeNetwork {

  /**
   * What the network is told of candidates.
   *
   * @param dimension components of an entity's vector
   * @param features numbers known of a candidate, at least 1: the logarithm of its prior
   * @param injects whether knowledge enters the states; without, candidates only reach the link
   *     head
   */
  public record Knowledge(int dimension, int features, boolean injects) {

    public Knowledge {
      if (dimension < 1 || features < 1) {
        throw new IllegalArgumentException(
            "a candidate needs a vector and at least one feature, but dimension is "
                + dimension
                + " and features is "
                + features);
      }
    }
  }

  private final Encoder encoder;
  private final Knowledge knowledge;
  private final KnowledgeInjection injection;

  /** Registers the encoder's and the injection's parameters. */
  public KnowledgeNetwork(Parameters parameters, EncoderShape shape, Knowledge knowledge) {
    this(parameters, shape, knowledge, 0);
  }

  /**
   * The same with changes of low rank beside the encoder's matrices.
   *
   * @param rank of the changes; 0 for none
   */
  public KnowledgeNetwork(
      Parameters parameters, EncoderShape shape, Knowledge knowledge, int rank) {
    this.encoder = new Encoder(parameters, shape, rank);
    this.knowledge = knowledge;
    this.injection =
        new KnowledgeInjection(
            parameters, shape.hidden(), knowledge.dimension(), knowledge.features());
  }

  public Encoder encoder() {
    return encoder;
  }

  public Knowledge knowledge() {
    return knowledge;
  }

  /** Runs {@code batch} without mentions. */
  public Encoded encode(Step step, TokenBatch batch) {
    NDArray lower = encoder.lower(step, batch);
    return new Encoded(encoder.upper(step, batch, lower), Optional.empty(), Optional.empty());
  }

  /** Runs {@code batch} with its mentions, of which there may be none. */
  public Encoded encode(Step step, TokenBatch batch, MentionBatch candidates) {
    if (candidates.isEmpty()) {
      return encode(step, batch);
    }
    Mentions mentions = Mentions.of(step, batch, candidates);
    NDArray lower = encoder.lower(step, batch);
    if (!knowledge.injects()) {
      return new Encoded(
          encoder.upper(step, batch, lower), Optional.of(mentions), Optional.empty());
    }
    KnowledgeInjection.Injected injected = injection.apply(step, lower, mentions);
    return new Encoded(
        encoder.upper(step, batch, injected.injected()),
        Optional.of(mentions),
        Optional.of(injected.logits()));
  }
}
