package io.qklm.model.onnx;

/** The language model cannot be loaded or run. Never caused by a document's content alone. */
public final class ModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
