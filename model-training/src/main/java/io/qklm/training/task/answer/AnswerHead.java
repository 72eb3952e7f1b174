package io.qklm.training.task.answer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.qklm.training.engine.Initializer;
import io.qklm.training.engine.Linear;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;

/**
 * Which relation a question asks for: a query from the question, its dot product with the vector of
 * the relation's words. A relation that is read backwards has a learned vector added, so relations
 * never seen in training can be asked for in either direction.
 */
public final class AnswerHead {

  private final Linear query;
  private final NDArray reversed;

  /**
   * Registers {@code heads.answer}.
   *
   * @param dimension components of a relation's vector
   */
  public AnswerHead(Parameters parameters, int hidden, int dimension) {
    Initializer normal = Initializer.normal(0.02f);
    this.query = new Linear(parameters, "heads.answer.query", 2 * hidden, dimension, normal);
    this.reversed = parameters.add("heads.answer.reversed", new Shape(1, dimension), normal);
  }

  /**
   * One logit a question and relation.
   *
   * @param first state of each question's first token, {@code [B, hidden]}
   * @param means mean of each question's states, {@code [B, hidden]}
   * @param relations vectors of relations' words, {@code [R, dimension]}
   * @param backwards {@code [R, 1]}, 1 for a relation that is read backwards
   * @return {@code [B, R]}
   */
  public NDArray logits(
      Step step, NDArray first, NDArray means, NDArray relations, NDArray backwards) {
    NDArray read = NDArrays.concat(new NDList(first, means), 1);
    NDArray asked = query.apply(step, step.drop(read, step.regularization().head()));
    return asked.matMul(relations.add(backwards.mul(reversed)).transpose());
  }
}
