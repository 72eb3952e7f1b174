package io.qklm.flink.sql;

import io.qklm.flink.QklmSettings;
import org.apache.flink.table.api.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * {@code QKLM_EMBEDDING(text)}: the vector of a short text in the space of the entities, to search
 * with.
 */
public final class EmbeddingFunction extends EngineFunction {

  private static final long serialVersionUID = 1L;

  EmbeddingFunction(QklmSettings settings) {
    super(settings, DataTypes.ARRAY(DataTypes.FLOAT()).bridgedTo(Float[].class));
  }

  /** Called by Flink. */
  public Float @Nullable [] eval(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    float[] vector = engine().embed(text);
    Float[] boxed = new Float[vector.length];
    for (int i = 0; i < vector.length; i++) {
      boxed[i] = vector[i];
    }
    return boxed;
  }
}
