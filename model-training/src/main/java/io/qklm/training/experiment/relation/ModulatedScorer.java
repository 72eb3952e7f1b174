package io.qklm.training.experiment.relation;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import io.qklm.training.engine.Initializer;
import io.qklm.training.engine.LayerNorm;
import io.qklm.training.engine.Linear;
import io.qklm.training.engine.Lookup;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;
import java.util.Arrays;

/**
 * A relation stretches and moves the given vector component by component (FiLM, Perez et al. 2018),
 * a map that all relations share reads the outcome, and their sum is compared with every entity
 * offered by one product. A relation asked from its object has numbers of its own. What the product
 * takes is one vector, so a store can be searched for its nearest codes.
 */
public final class ModulatedScorer implements RelationScorer {

  private static final float EPSILON = 1e-6f;

  private final double unit;
  private final Lookup stretches;
  private final Lookup moves;
  private final LayerNorm read;
  private final Linear inner;
  private final Linear outer;
  private final LayerNorm asked;

  /**
   * Registers {@code heads.relation.modulated}.
   *
   * @param dimension components of an entity's vector
   * @param hidden components inside the shared map
   */
  public ModulatedScorer(Parameters parameters, int relationCount, int dimension, int hidden) {
    String name = "heads.relation.modulated.";
    this.unit = Math.sqrt(dimension);
    this.stretches =
        new Lookup(
            parameters, name + "stretch", 2 * relationCount, dimension, Initializer.normal(0.5f));
    this.moves =
        new Lookup(
            parameters, name + "move", 2 * relationCount, dimension, Initializer.normal(0.5f));
    this.read = new LayerNorm(parameters, name + "read.LayerNorm", dimension, EPSILON);
    this.inner =
        new Linear(
            parameters,
            name + "inner",
            dimension,
            hidden,
            Initializer.normal((float) (1 / Math.sqrt(dimension))));
    this.outer =
        new Linear(
            parameters,
            name + "outer",
            hidden,
            dimension,
            Initializer.normal((float) (1 / Math.sqrt(hidden))));
    this.asked = new LayerNorm(parameters, name + "asked.LayerNorm", dimension, EPSILON);
  }

  @Override
  public NDArray scores(
      Step step, NDArray given, long[] numbers, NDArray offered, Direction direction) {
    long[] own =
        Arrays.stream(numbers).map(r -> 2 * r + (direction == Direction.SUBJECT ? 1 : 0)).toArray();
    NDArray relations = step.longs(own, own.length);
    NDArray wide = given.mul(step.scalar(unit));
    NDArray turned = wide.add(wide.mul(stretches.rows(relations))).add(moves.rows(relations));
    NDArray inside =
        step.drop(
            Activation.gelu(inner.narrow(step, read.apply(step, turned))),
            step.regularization().head());
    NDArray vector = asked.apply(step, turned.add(outer.apply(step, inside)));
    int count = Math.toIntExact(offered.getShape().get(0));
    return step.wide(step.linear(vector, offered, step.floats(new float[count], count)));
  }
}
