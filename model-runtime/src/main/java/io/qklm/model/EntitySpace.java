package io.qklm.model;

import io.qklm.model.onnx.ModelException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The encoder of a trained bundle's entity vectors. Documents do not need it, so it is opened for
 * the first text and not before. Safe for any number of threads.
 */
final class EntitySpace implements AutoCloseable {

  private final ModelBundle bundle;
  private @Nullable BundleEmbedder embedder;
  private boolean closed;

  EntitySpace(ModelBundle bundle) {
    this.bundle = bundle;
  }

  /**
   * The vector of {@code text}.
   *
   * @throws ModelException if the encoder cannot be opened or fails
   */
  float[] embed(String text) {
    return opened().embed(List.of(text))[0];
  }

  private synchronized BundleEmbedder opened() {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
    BundleEmbedder open = embedder;
    if (open == null) {
      try {
        open = BundleEmbedder.open(bundle, 1);
      } catch (IOException e) {
        throw new ModelException("the entities' encoder cannot be opened: " + e.getMessage(), e);
      }
      embedder = open;
    }
    return open;
  }

  @Override
  public synchronized void close() {
    closed = true;
    BundleEmbedder open = embedder;
    if (open != null) {
      embedder = null;
      open.close();
    }
  }
}
