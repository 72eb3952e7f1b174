package io.qklm.training.base;

import io.qklm.training.engine.Parameters;
import io.qklm.training.model.Encoder;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The base models that are known. */
public final class BaseModels {

  /** What a run starts from where its configuration says nothing. */
  public static final BaseModel DEFAULT = new MiniLm();

  /** All of them. */
  public static final List<BaseModel> ALL = List.of(DEFAULT, new BertBaseCased());

  private BaseModels() {}

  /**
   * The base model that a configuration calls {@code name}; the default where it names none.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static BaseModel named(@Nullable String name) {
    if (name == null) {
      return DEFAULT;
    }
    return ALL.stream()
        .filter(base -> base.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown base model '"
                        + name
                        + "', expected one of "
                        + ALL.stream().map(BaseModel::name).toList()));
  }

  /** The base model whose published words stand in {@code file}. */
  public static Optional<BaseModel> publishedIn(String file) {
    return ALL.stream()
        .filter(base -> base.published().stream().anyMatch(it -> it.encoder().equals(file)))
        .findFirst();
  }

  /**
   * Puts the weights of {@code base} into the encoder's parameters, and into those of the head for
   * hidden words where the run has it.
   *
   * @throws IOException if the base model is not there, or lacks a weight of the encoder
   */
  public static void load(BaseModel base, Parameters parameters) throws IOException {
    Set<String> missing = new TreeSet<>(Encoder.published(parameters.names()));
    Set<String> known = new HashSet<>(parameters.names());
    base.weights(
        weight -> {
          if (known.contains(weight.name())) {
            parameters.set(weight.name(), weight.shape(), weight.values());
            missing.remove(weight.name());
          }
        });
    if (!missing.isEmpty()) {
      throw new IOException("the base model " + base.name() + " lacks the weights " + missing);
    }
  }
}
