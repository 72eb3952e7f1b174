package io.qklm.training.experiment.relation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.qklm.training.engine.Initializer;
import io.qklm.training.engine.LayerNorm;
import io.qklm.training.engine.Linear;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;

/**
 * From the vector of an entity's text to the vector that relations hold between: whitened, then a
 * straight map and a bent one, added, normalised, at unit length. It is the same for all entities.
 */
public final class EntityMap {

  /** Names of the parameters that are computed, never learned. */
  public static final String FIXED = "heads\\.relation\\.entity\\.whitening\\..*";

  private static final String NAME = "heads.relation.entity.";
  private static final String WEIGHT = NAME + "whitening.weight";
  private static final String BIAS = NAME + "whitening.bias";
  private static final float EPSILON = 1e-6f;

  private final Parameters parameters;
  private final NDArray whiteningWeight;
  private final NDArray whiteningBias;
  private final Linear straight;
  private final Linear inner;
  private final Linear outer;
  private final LayerNorm written;

  /**
   * Registers {@code heads.relation.entity}.
   *
   * @param text components of a text's vector
   * @param hidden components inside the bent map
   * @param dimension components of an entity's vector
   */
  public EntityMap(Parameters parameters, int text, int hidden, int dimension) {
    this.parameters = parameters;
    this.whiteningWeight = parameters.add(WEIGHT, new Shape(text, text), Initializer.identity());
    this.whiteningBias = parameters.add(BIAS, new Shape(text), Initializer.constant(0));
    this.straight = new Linear(parameters, NAME + "straight", text, dimension, spread(text));
    this.inner = new Linear(parameters, NAME + "inner", text, hidden, spread(text));
    this.outer = new Linear(parameters, NAME + "outer", hidden, dimension, spread(hidden));
    this.written = new LayerNorm(parameters, NAME + "written.LayerNorm", dimension, EPSILON);
  }

  /** Keeps the size of what is mapped. */
  private static Initializer spread(int inputs) {
    return Initializer.normal((float) (1 / Math.sqrt(inputs)));
  }

  /**
   * Whitens what comes in by what the vectors of {@code texts} are like; to be done before anything
   * is learned.
   */
  public void whiten(float[][] texts) {
    Whitening whitening = Whitening.of(texts);
    parameters.set(WEIGHT, whiteningWeight.getShape().getShape(), whitening.weight());
    parameters.set(BIAS, whiteningBias.getShape().getShape(), whitening.bias());
  }

  /**
   * Unit vectors of entities.
   *
   * @param texts {@code [n, text]}
   * @return {@code [n, dimension]}
   */
  public NDArray vectors(Step step, NDArray texts) {
    // In floats whatever the step's precision: the axes that matter are small beside the others.
    NDArray x = texts.matMul(whiteningWeight.transpose(1, 0)).add(whiteningBias);
    NDArray bent =
        step.drop(Activation.gelu(inner.narrow(step, x)), step.regularization().hidden());
    NDArray sum = straight.apply(step, x).add(outer.apply(step, bent));
    return written.apply(step, sum).normalize(2, 1);
  }
}
