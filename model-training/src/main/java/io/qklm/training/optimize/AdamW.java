package io.qklm.training.optimize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Torch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019). A parameter whose gradient is zero
 * was not part of the step and keeps value, moments and count, so that heads of other tasks neither
 * drift nor decay. Owns the moments.
 */
public final class AdamW implements AutoCloseable {

  /**
   * The usual numbers.
   *
   * @param learningRate at factor 1
   * @param beta1 memory of the first moment
   * @param beta2 memory of the second moment
   * @param epsilon added to the root of the second moment
   * @param weightDecay pull towards zero, times the learning rate
   */
  public record Options(
      double learningRate, double beta1, double beta2, double epsilon, double weightDecay) {

    /** BERT's: 0.9, 0.999, 1e-6, 0.01. */
    public static Options bert(double learningRate) {
      return new Options(learningRate, 0.9, 0.999, 1e-6, 0.01);
    }
  }

  /** State of one parameter. */
  private static final class Moments {
    final LearningRule rule;
    final NDArray first;
    final NDArray second;
    int steps;

    Moments(LearningRule rule, NDArray first, NDArray second) {
      this.rule = rule;
      this.first = first;
      this.second = second;
    }
  }

  private final Torch torch;
  private final NDManager manager;
  private final Parameters parameters;
  private final Options options;
  private final Map<String, Moments> moments = new LinkedHashMap<>();

  /**
   * Freezes what the rules freeze and makes room for the moments of the rest.
   *
   * @param rules the first that matches a name decides
   */
  public AdamW(Torch torch, Parameters parameters, List<LearningRule> rules, Options options) {
    this.torch = torch;
    this.manager = torch.manager().newSubManager();
    this.parameters = parameters;
    this.options = options;
    parameters.learnOnly(name -> LearningRule.find(rules, name).rate() > 0);
    for (String name : parameters.names()) {
      if (parameters.learns(name)) {
        NDArray array = parameters.get(name);
        moments.put(
            name,
            new Moments(
                LearningRule.find(rules, name),
                manager.zeros(array.getShape()),
                manager.zeros(array.getShape())));
      }
    }
  }

  /**
   * Moves every parameter that has a gradient.
   *
   * @param factor share of the learning rate, from the schedule
   * @param norms lengths of the gradients, by name
   * @param scale what gradients are multiplied by, for clipping
   */
  public void step(double factor, Map<String, Double> norms, double scale) {
    moments.forEach(
        (name, state) -> {
          if (norms.getOrDefault(name, 0.0) > 0) {
            move(parameters.get(name), state, factor, scale);
          }
        });
  }

  private void move(NDArray parameter, Moments state, double factor, double scale) {
    int step = ++state.steps;
    double rate = options.learningRate() * factor * state.rule.rate();
    double decay = options.weightDecay() * state.rule.decay();
    double correction1 = 1 - Math.pow(options.beta1(), step);
    double correction2 = 1 - Math.pow(options.beta2(), step);
    double[] numbers = {
      1 - rate * decay,
      options.beta1(),
      (1 - options.beta1()) * scale,
      options.beta2(),
      (1 - options.beta2()) * scale * scale,
      1 / Math.sqrt(correction2),
      options.epsilon(),
      -rate / correction1
    };
    try (NDArray gradient = parameter.getGradient();
        NDArray all = manager.create(numbers)) {
      torch.adamw(parameter, gradient, state.first, state.second, all);
    }
  }

  /** The moments by the names they are saved under, {@code adamw.first.NAME} and so on. */
  public Map<String, NDArray> state() {
    Map<String, NDArray> all = new LinkedHashMap<>();
    moments.forEach(
        (name, state) -> {
          all.put("adamw.first." + name, state.first);
          all.put("adamw.second." + name, state.second);
        });
    return all;
  }

  /** Steps that each parameter took part in. */
  public Map<String, Long> steps() {
    Map<String, Long> all = new LinkedHashMap<>();
    moments.forEach((name, state) -> all.put(name, (long) state.steps));
    return all;
  }

  /** Restores {@link #steps()}; names that no longer learn are passed over. */
  public void restoreSteps(Map<String, Long> steps) {
    steps.forEach(
        (name, count) -> {
          Moments state = moments.get(name);
          if (state != null) {
            state.steps = Math.toIntExact(count);
          }
        });
  }

  /** Names of the parameters that learn. */
  public List<String> names() {
    return new ArrayList<>(moments.keySet());
  }

  @Override
  public void close() {
    manager.close();
  }
}
