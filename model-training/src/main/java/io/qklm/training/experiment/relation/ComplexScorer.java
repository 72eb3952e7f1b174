package io.qklm.training.experiment.relation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.qklm.training.engine.Initializer;
import io.qklm.training.engine.Lookup;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;

/**
 * ComplEx (Trouillon et al. 2016): {@code Re(<s, r, conj(o)>)}, with the first half of a vector as
 * real and the second as imaginary parts, so that relations need not be symmetric.
 */
public final class ComplexScorer implements RelationScorer {

  private final int half;
  private final Lookup relations;
  private final NDArray logScale;

  /**
   * Registers {@code heads.relation.complex}.
   *
   * @param dimension components of an entity's vector; even
   */
  public ComplexScorer(Parameters parameters, int relationCount, int dimension) {
    if (dimension % 2 != 0) {
      throw new IllegalArgumentException("ComplEx needs vectors of an even size, not " + dimension);
    }
    this.half = dimension / 2;
    this.relations =
        new Lookup(
            parameters, "heads.relation.complex", relationCount, dimension, Initializer.normal(1));
    // Unit vectors give scores within about one; e^2.5 = 12 lets a softmax tell them apart.
    this.logScale =
        parameters.add("heads.relation.complex.scale", new Shape(1), Initializer.constant(2.5f));
  }

  @Override
  public NDArray scores(
      Step step, NDArray given, long[] numbers, NDArray offered, Direction direction) {
    NDArray relation = relations.rows(step.longs(numbers, numbers.length));
    NDArray real = relation.get(":, 0:" + half);
    NDArray imaginary = relation.get(":, " + half + ":");
    if (direction == Direction.SUBJECT) {
      // Re(<s, r, conj(o)>) = Re(<o, conj(r), conj(s)>).
      imaginary = imaginary.neg();
    }
    NDArray givenReal = given.get(":, 0:" + half);
    NDArray givenImaginary = given.get(":, " + half + ":");
    NDArray turned =
        NDArrays.concat(
            new NDList(
                givenReal.mul(real).sub(givenImaginary.mul(imaginary)),
                givenReal.mul(imaginary).add(givenImaginary.mul(real))),
            1);
    return turned.matMul(offered.transpose(1, 0)).mul(logScale.exp());
  }
}
