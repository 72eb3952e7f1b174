package io.qklm.deploy.broker;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A broker could not be started or reached; the message says why and what to do. */
public final class KafkaBrokerException extends IOException {

  private static final long serialVersionUID = 1L;

  public KafkaBrokerException(String message) {
    super(message);
  }

  public KafkaBrokerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
