package io.qklm.training.run;

import java.io.IOException;

/** A file belongs to another run than the one at hand; the message says in what and what to do. */
public final class StaleRunException extends IOException {

  private static final long serialVersionUID = 1L;

  StaleRunException(String message) {
    super(message);
  }
}
