package io.qklm.training.model;

import ai.djl.ndarray.NDArray;
import io.qklm.training.engine.Linear;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A BERT encoder (Devlin et al. 2019) cut in two: the layers below the injection, which give a
 * mention its context, and those above, which read the knowledge.
 */
public final class Encoder {

  private final EncoderShape shape;
  private final Embeddings embeddings;
  private final List<EncoderLayer> lower;
  private final List<EncoderLayer> upper;

  /** Registers every parameter under BERT's names. */
  public Encoder(Parameters parameters, EncoderShape shape) {
    this(parameters, shape, 0);
  }

  /**
   * The same with changes of low rank beside the layers' matrices.
   *
   * @param rank of the changes; 0 for none
   */
  public Encoder(Parameters parameters, EncoderShape shape, int rank) {
    this.shape = shape;
    this.embeddings = new Embeddings(parameters, shape);
    this.lower = layers(parameters, shape, rank, 0, shape.injectAfter());
    this.upper = layers(parameters, shape, rank, shape.injectAfter(), shape.layers());
  }

  private static List<EncoderLayer> layers(
      Parameters parameters, EncoderShape shape, int rank, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number -> new EncoderLayer(parameters, number, shape, rank))
        .toList();
  }

  public EncoderShape shape() {
    return shape;
  }

  /** The word embeddings, {@code [vocabulary, hidden]}. */
  public NDArray wordTable() {
    return embeddings.wordTable();
  }

  /**
   * States below the injection.
   *
   * @return {@code [B, T, hidden]}
   */
  public NDArray lower(Step step, TokenBatch batch) {
    if (batch.columns() > shape.positions()) {
      throw new IllegalArgumentException(
          "a text of "
              + batch.columns()
              + " tokens does not fit into "
              + shape.positions()
              + " positions; cut it into windows");
    }
    return run(lower, step, embeddings.apply(step, batch), bias(step, batch));
  }

  /**
   * Final states.
   *
   * @param states {@code [B, T, hidden]} from {@link #lower}, with or without knowledge
   * @return {@code [B, T, hidden]}
   */
  public NDArray upper(Step step, TokenBatch batch, NDArray states) {
    return run(upper, step, states, bias(step, batch));
  }

  private static NDArray run(
      List<EncoderLayer> layers, Step step, NDArray states, @Nullable NDArray bias) {
    NDArray x = states;
    for (EncoderLayer layer : layers) {
      x = layer.apply(step, x, bias);
    }
    return x;
  }

  private static @Nullable NDArray bias(Step step, TokenBatch batch) {
    return batch.padded()
        ? step.floats(batch.attentionBias(), batch.rows(), 1, 1, batch.columns())
        : null;
  }

  /**
   * Those of {@code names} that every published encoder has: all but how a token was written, and
   * changes of low rank.
   */
  public static Set<String> published(Collection<String> names) {
    return names.stream()
        .filter(name -> name.startsWith("embeddings.") || name.startsWith("encoder."))
        .filter(name -> !name.startsWith(Embeddings.CAPITALS))
        .filter(name -> !name.endsWith(Linear.DOWN) && !name.endsWith(Linear.UP))
        .collect(Collectors.toSet());
  }
}
