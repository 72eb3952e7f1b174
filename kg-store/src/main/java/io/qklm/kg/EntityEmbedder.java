package io.qklm.kg;

import java.util.List;

/**
 * The seam by which a build gets entity vectors. A vector depends on the entity's verbalised record
 * alone, so a new entity needs no training and the vectors of two epochs compare.
 */
public interface EntityEmbedder {

  /** Components of a vector. */
  int dimension();

  /**
   * SHA-256, in hex, of all that shapes a vector: model, tokenizer, pooling and verbalisation. Two
   * embedders with one digest give the same vectors.
   */
  String digest();

  /** The sentence that stands for an entity; at most a few hundred characters. */
  String verbalize(Entity entity, List<Fact> facts);

  /**
   * One unit-length vector per text, shape {@code [texts.size()][dimension()]}. Each vector depends
   * on its own text alone.
   */
  float[][] embed(List<String> texts);
}
