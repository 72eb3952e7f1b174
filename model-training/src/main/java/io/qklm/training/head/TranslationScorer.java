package io.qklm.training.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.qklm.training.engine.Initializer;
import io.qklm.training.engine.Lookup;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;

/**
 * TransE (Bordes et al. 2013) by squared distance: {@code -|s + r - o|^2}, times a learned scale.
 */
public final class TranslationScorer implements RelationScorer {

  private final Lookup relations;
  private final NDArray logScale;

  /** Registers {@code heads.relation.translation}. */
  public TranslationScorer(Parameters parameters, int relationCount, int dimension) {
    this.relations =
        new Lookup(
            parameters,
            "heads.relation.translation",
            relationCount,
            dimension,
            Initializer.normal(0.02f));
    this.logScale =
        parameters.add(
            "heads.relation.translation.scale", new Shape(1), Initializer.constant(2.5f));
  }

  @Override
  public NDArray scores(
      Step step, NDArray given, long[] numbers, NDArray offered, Direction direction) {
    NDArray relation = relations.rows(step.longs(numbers, numbers.length));
    NDArray aim = direction == Direction.OBJECT ? given.add(relation) : given.sub(relation);
    // -|a - o|^2 = 2 a.o - |a|^2 - |o|^2
    NDArray product = aim.matMul(offered.transpose(1, 0)).mul(step.scalar(2));
    NDArray own = aim.mul(aim).sum(new int[] {1}, true);
    NDArray theirs = offered.mul(offered).sum(new int[] {1}, true).transpose(1, 0);
    return product.sub(own).sub(theirs).mul(logScale.exp());
  }
}
