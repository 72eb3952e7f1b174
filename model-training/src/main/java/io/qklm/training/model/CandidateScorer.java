package io.qklm.training.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.qklm.training.engine.Initializer;
import io.qklm.training.engine.Linear;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;

/**
 * Says how well each candidate fits a mention's context: a query projected from the context into
 * the space of entity vectors, its dot product with the candidate's vector, plus the candidate's
 * features by weights that are learned and moved by the context. NIL is one more candidate with a
 * learned vector and a bias of its own. It starts as the prior alone. Candidate vectors have unit
 * length, so the product needs no scale but the one the projection learns.
 */
public final class CandidateScorer {

  private static final float NIL_AT_START = -2;

  private final int dimension;
  private final Linear query;
  private final Linear features;
  private final Linear featureQuery;
  private final NDArray nilVector;
  private final NDArray nilBias;

  /**
   * Registers {@code NAME.query}, {@code NAME.features}, {@code NAME.features.query}, {@code
   * NAME.nil.vector} and {@code NAME.nil.bias}.
   *
   * @param inputs components of a context
   * @param dimension components of a candidate's vector
   * @param featureCount features of a candidate; the first is the logarithm of the prior
   */
  public CandidateScorer(
      Parameters parameters, String name, int inputs, int dimension, int featureCount) {
    this.dimension = dimension;
    Initializer normal = Initializer.normal(0.02f);
    this.query = new Linear(parameters, name + ".query", inputs, dimension, normal);
    this.features =
        new Linear(parameters, name + ".features", featureCount, 1, Initializer.first(1));
    this.featureQuery =
        new Linear(
            parameters, name + ".features.query", inputs, featureCount, Initializer.constant(0));
    this.nilVector = parameters.add(name + ".nil.vector", new Shape(1, dimension), normal);
    this.nilBias =
        parameters.add(name + ".nil.bias", new Shape(1), Initializer.constant(NIL_AT_START));
  }

  /**
   * One logit a candidate, then NIL's.
   *
   * @param context {@code [M, inputs]}
   * @return {@code [M, C + 1]}; padding has a large negative logit
   */
  public NDArray logits(Step step, Mentions mentions, NDArray context) {
    NDArray queries = query.apply(step, context);
    NDArray fit =
        mentions
            .vectors()
            .matMul(queries.reshape(mentions.count(), dimension, 1))
            .add(features.apply(step, mentions.features()))
            .add(mentions.features().matMul(featureWeights(step, mentions, context)))
            .reshape(mentions.count(), mentions.candidates())
            .add(mentions.bias());
    NDArray nil = queries.mul(nilVector).sum(new int[] {1}, true).add(nilBias);
    return NDArrays.concat(new NDList(fit, nil), 1);
  }

  private NDArray featureWeights(Step step, Mentions mentions, NDArray context) {
    return featureQuery.apply(step, context).reshape(mentions.count(), -1, 1);
  }

  /**
   * What a mention is taken for.
   *
   * @param vector mean of the candidates' vectors and NIL's, {@code [M, dimension]}
   * @param features mean of the candidates' features, {@code [M, features]}; NIL has none
   */
  record Mixture(NDArray vector, NDArray features) {}

  /**
   * The means over candidates and NIL, by the softmax of {@code logits}.
   *
   * @param logits {@code [M, C + 1]}
   */
  Mixture mixture(Mentions mentions, NDArray logits) {
    NDArray weights = logits.softmax(-1);
    long width = mentions.candidates();
    NDArray known = weights.get("..., 0:" + width).reshape(mentions.count(), 1, width);
    NDArray nil = weights.get("..., " + width + ":").mul(nilVector);
    NDArray vector = known.matMul(mentions.vectors()).reshape(mentions.count(), dimension);
    return new Mixture(
        vector.add(nil), known.matMul(mentions.features()).reshape(mentions.count(), -1));
  }
}
