package io.qklm.training.model;

import ai.djl.ndarray.NDArray;
import io.qklm.model.encoding.Capitals;
import io.qklm.training.engine.Initializer;
import io.qklm.training.engine.LayerNorm;
import io.qklm.training.engine.Lookup;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Step;
import java.util.stream.LongStream;

/**
 * BERT's input (Devlin et al. 2019): word, position and segment embeddings, normalised; and, added
 * before the normalisation, an embedding of how the token was written, which starts at zero.
 */
final class Embeddings {

  static final String CAPITALS = "embeddings.capitals_embeddings";

  private final Lookup words;
  private final Lookup positions;
  private final Lookup segments;
  private final Lookup capitals;
  private final LayerNorm norm;

  Embeddings(Parameters parameters, EncoderShape shape) {
    Initializer normal = Initializer.normal(0.02f);
    int hidden = shape.hidden();
    this.words =
        new Lookup(parameters, "embeddings.word_embeddings", shape.vocabulary(), hidden, normal);
    this.positions =
        new Lookup(parameters, "embeddings.position_embeddings", shape.positions(), hidden, normal);
    this.segments = new Lookup(parameters, "embeddings.token_type_embeddings", 2, hidden, normal);
    this.capitals =
        new Lookup(parameters, CAPITALS, Capitals.values().length, hidden, Initializer.constant(0));
    this.norm =
        new LayerNorm(parameters, "embeddings.LayerNorm", hidden, SelfAttention.NORM_EPSILON);
  }

  /** {@code [vocabulary, hidden]}. */
  NDArray wordTable() {
    return words.table();
  }

  /** {@code [B, T, hidden]} of {@code batch}. */
  NDArray apply(Step step, TokenBatch batch) {
    NDArray ids = step.longs(batch.ids(), batch.rows(), batch.columns());
    NDArray written = step.longs(batch.capitals(), batch.rows(), batch.columns());
    NDArray places = step.longs(LongStream.range(0, batch.columns()).toArray(), 1, batch.columns());
    NDArray firstSegment = step.longs(new long[] {0}, 1, 1);
    NDArray sum =
        words
            .rows(ids)
            .add(capitals.rows(written))
            .add(positions.rows(places).add(segments.rows(firstSegment)));
    return step.drop(norm.apply(step, sum), step.regularization().hidden());
  }
}
