package io.qklm.cluster;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A process of the cluster did not do what it was asked; the message says which and what. */
public final class ClusterException extends IOException {

  private static final long serialVersionUID = 1L;

  public ClusterException(String message) {
    super(message);
  }

  public ClusterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
