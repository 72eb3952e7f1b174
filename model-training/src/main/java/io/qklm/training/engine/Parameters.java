package io.qklm.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * All that a network learns, by name, in 32-bit floats. Plain arrays in a plain map: what is saved,
 * frozen or decayed is decided by name. Owns its arrays; not safe for more than one thread.
 */
public final class Parameters implements AutoCloseable {

  private final NDManager manager;
  private final long seed;
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();

  /**
   * An empty registry.
   *
   * @param torch outlives this registry
   * @param seed what random starts come from
   */
  public Parameters(Torch torch, long seed) {
    this.manager = torch.manager().newSubManager();
    this.seed = seed;
  }

  /**
   * Registers a parameter that learns.
   *
   * @return the array itself; it stays the same object for the registry's life
   * @throws IllegalArgumentException if the name is taken
   */
  public NDArray add(String name, Shape shape, Initializer initializer) {
    if (arrays.containsKey(name)) {
      throw new IllegalArgumentException("the parameter " + name + " exists already");
    }
    float[] start = initializer.values(name, Math.toIntExact(shape.size()), seed);
    NDArray array;
    try (NDArray onJavaMemory = manager.create(start, shape)) {
      // The copy stands in aligned native memory, which no garbage collection can take away.
      array = onJavaMemory.duplicate();
    }
    array.setRequiresGradient(true);
    arrays.put(name, array);
    return array;
  }

  /**
   * One parameter.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public NDArray get(String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "the network has no parameter " + name + "; it has " + new TreeSet<>(arrays.keySet()));
    }
    return array;
  }

  /** Every name, in the order of registration. */
  public Set<String> names() {
    return Collections.unmodifiableSet(arrays.keySet());
  }

  /** Whether {@code name} learns. */
  public boolean learns(String name) {
    return get(name).hasGradient();
  }

  /** Decides which parameters learn; the others keep their values and cost no gradient. */
  public void learnOnly(Predicate<String> learns) {
    arrays.forEach((name, array) -> array.setRequiresGradient(learns.test(name)));
  }

  /** Numbers in all parameters that {@code which} accepts. */
  public long size(Predicate<String> which) {
    return arrays.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .mapToLong(entry -> entry.getValue().size())
        .sum();
  }

  /**
   * Overwrites one parameter.
   *
   * @param values row-major
   * @throws IllegalArgumentException if the shape is not the parameter's
   */
  public void set(String name, long[] shape, float[] values) {
    NDArray array = get(name);
    if (!array.getShape().equals(new Shape(shape))) {
      throw new IllegalArgumentException(
          "the parameter "
              + name
              + " has the shape "
              + array.getShape()
              + ", but "
              + new Shape(shape)
              + " was given");
    }
    try (NDArray source = manager.create(values, array.getShape())) {
      array.set(new NDIndex("..."), source);
    }
  }

  /**
   * The length of every gradient: 0 where the last backward pass never came by.
   *
   * @return by name, for the parameters that learn
   */
  public Map<String, Double> gradientNorms() {
    Map<String, Double> norms = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          if (array.hasGradient()) {
            try (NDArray gradient = array.getGradient();
                NDArray norm = gradient.norm()) {
              norms.put(name, (double) norm.getFloat());
            }
          }
        });
    return norms;
  }

  /**
   * The values of one parameter.
   *
   * @return row-major, a copy
   */
  public float[] values(String name) {
    return get(name).toFloatArray();
  }

  /** Sets every gradient to zero. */
  public void clearGradients() {
    for (NDArray array : arrays.values()) {
      if (array.hasGradient()) {
        Torch.clearGradient(array);
      }
    }
  }

  /**
   * Lends every array to {@code step}: what operations on them create belongs to the step, and they
   * come back when it closes.
   */
  void lendTo(NDManager step) {
    List<NDArray> all = new ArrayList<>(arrays.values());
    all.forEach(array -> array.tempAttach(step));
  }

  @Override
  public void close() {
    manager.close();
  }
}
